"""The Decide page: every change shows at once, no answer is lost, nothing hostile gets through."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rules import recommend, shipped_rulebook

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
CORE = {
    "routing": "by_kind",
    "language": "python",
    "retries": "backoff",
    "scheduling": "few",
    "results": "polls",
}


def opened(**address: str | list[str]) -> AppTest:
    """A session that began with this address."""
    app = AppTest.from_file(FRAME, default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def answer(app: AppTest, question: str, choice: str) -> None:
    """Choose an answer. AppTest does not draw a fragment alone, so the whole page is drawn after it."""
    app.radio(key=f"ask_{question}").set_value(choice).run()
    app.run()


def card(app: AppTest) -> str:
    """The text of the verdict card."""
    return next(str(element.proto.body) for element in app.get("html") if 'id="verdict"' in element.proto.body)


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def test_the_page_opens_with_the_five_core_questions_and_no_verdict_yet() -> None:
    app = opened()

    assert not app.exception
    assert [radio.key for radio in app.radio] == [f"ask_{q.id}" for q in shipped_rulebook().questions if q.core]
    assert all(radio.value == "" for radio in app.radio)
    assert 'id="verdict"' not in text(app)


def test_one_answer_already_gives_a_verdict_with_its_word_and_reasons() -> None:
    app = opened()

    answer(app, "language", "not_python")

    expected = recommend({"language": "not_python"}, shipped_rulebook())
    assert f"qw-option--{expected.outcome.option}" in card(app)
    assert f"qw-word--{expected.word}" in card(app)
    assert expected.winner.for_it[0].rule.because in card(app)


def test_a_reason_that_a_demo_shows_leads_to_it_with_the_answers() -> None:
    app = opened(**CORE)

    assert 'href="try-it?routing=by_kind&amp;language=python' in card(app)
    assert "demo=celery-redis-tasks" in card(app)


def test_every_change_moves_the_verdict_and_not_sure_takes_an_answer_back() -> None:
    app = opened(**CORE)
    before = card(app)

    answer(app, "language", "not_python")
    changed = card(app)
    answer(app, "language", "")

    assert "qw-of--celery" in before
    assert "qw-of--rabbitmq" in changed
    assert app.radio(key="ask_language").value == ""
    assert card(app) not in (before, changed)


@pytest.mark.parametrize("example", shipped_rulebook().examples, ids=lambda example: example.id)
def test_a_worked_example_fills_in_its_answers_and_shows_the_expected_verdict(example) -> None:  # type: ignore[no-untyped-def]
    app = opened()

    app.button(key=f"example_{example.id}").click().run()

    assert not app.exception
    assert f"qw-of--{example.expect.option}" in card(app)
    core = [question.id for question in shipped_rulebook().questions if question.core]
    assert {name: app.radio(key=f"ask_{name}").value for name in core if name in example.answers} == {
        name: choice for name, choice in example.answers.items() if name in core
    }


def test_starting_over_takes_every_answer_back() -> None:
    app = opened(**CORE)

    app.button(key="start_over").click().run()

    assert all(radio.value == "" for radio in app.radio)
    assert 'id="verdict"' not in text(app)


def test_answers_in_the_address_fill_the_form_and_the_verdict() -> None:
    app = opened(**CORE)

    assert {str(radio.key).removeprefix("ask_"): radio.value for radio in app.radio} == CORE
    assert "qw-of--celery_redis" in card(app)


def test_answers_survive_a_visit_to_another_page() -> None:
    app = opened(**CORE)
    before = card(app)

    app.switch_page("../pages/compare.py").run()
    app.switch_page("../pages/decide.py").run()

    assert card(app) == before


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ({"ruoting": "pattern"}, "ruoting"),
        ({"routing": "patern"}, "patern"),
        ({"routing": ["pattern", "one_queue"]}, "pattern, one_queue"),
        ({"routing": "<script>alert(1)</script>"}, "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ({"<img src=x onerror=alert(1)>": "x"}, "&lt;img src=x onerror=alert(1)&gt;"),
        ({"x" * 5000: "y"}, "xxx…"),
        ({"routing": "\u202epattern"}, "\N{REPLACEMENT CHARACTER}pattern"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_as_text_and_dropped(
    address: dict[str, str | list[str]], says: str
) -> None:
    app = opened(language="python", **address)

    assert not app.exception
    assert says in text(app)
    assert "<script" not in text(app)
    assert "<img src=x" not in text(app)
    assert app.radio(key="ask_routing").value == ""
    assert app.radio(key="ask_language").value == "python"


def test_a_place_on_another_page_is_no_answer_and_no_mistake() -> None:
    app = opened(language="python", demo="celery-redis-tasks")

    assert "celery-redis-tasks" not in text(app)


def test_a_notice_about_the_address_goes_away_when_it_was_read() -> None:
    app = opened(ruoting="pattern")

    app.button(key="dismiss_dropped").click().run()

    assert "ruoting" not in text(app)


def test_an_honest_alternative_makes_the_headline() -> None:
    app = opened(**CORE, replay="forever")

    alternative = next(one for one in shipped_rulebook().alternatives if one.id == "event_store")
    assert f"<h2>{alternative.name}</h2>" in card(app)


def test_a_folded_group_is_drawn_only_when_it_holds_an_answer() -> None:
    assert "ask_loss" not in [radio.key for radio in opened().radio]
    assert "ask_loss" in [radio.key for radio in opened(loss="money").radio]
