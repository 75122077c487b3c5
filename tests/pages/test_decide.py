"""The Decide page: every change shows at once, no answer is lost, nothing hostile gets through."""

import json
from pathlib import Path
from typing import Any

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


def component(app: AppTest, name: str) -> Any:
    """What the page sent to a component of ours."""
    (found,) = [each.proto for each in app.get("bidi_component") if each.proto.component_name == f"queuewise_{name}"]
    return found


def form(app: AppTest) -> dict[str, Any]:
    """What the form draws."""
    data: dict[str, Any] = json.loads(component(app, "questions").json)
    return data


def give(app: AppTest, answers: object) -> None:
    """Send answers as the form in the browser sends them: all of them, with a number that grows."""
    states = app._tree.get_widget_states()
    value = {"given": {"number": form(app)["heard"] + 1, "answers": answers}}
    states.widgets.add(id=component(app, "questions").id, json_value=json.dumps(value))
    app._run(states)


def answer(app: AppTest, question: str, choice: str) -> None:
    """Choose an answer; an empty one is "not sure"."""
    known = {name: value for name, value in form(app)["answers"].items() if name != question}
    give(app, known | ({question: choice} if choice else {}))


def card(app: AppTest) -> str:
    """The verdict card, as HTML."""
    data: dict[str, str] = json.loads(component(app, "verdict").json)
    return data["card"]


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML."""
    return "\n".join([card(app), *(element.proto.body for element in app.get("html"))])


def test_the_page_opens_with_the_five_core_questions_and_no_verdict_yet() -> None:
    app = opened()

    assert not app.exception
    core, *refining = form(app)["groups"]
    assert [question["id"] for question in core["questions"]] == [q.id for q in shipped_rulebook().questions if q.core]
    assert core["core"]
    assert not any(group["core"] for group in refining)
    assert form(app)["answers"] == {}
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
    assert "language" not in form(app)["answers"]
    assert card(app) not in (before, changed)


@pytest.mark.parametrize("example", shipped_rulebook().examples, ids=lambda example: example.id)
def test_a_worked_example_fills_in_its_answers_and_shows_the_expected_verdict(example) -> None:  # type: ignore[no-untyped-def]
    app = opened()

    app.button(key=f"example_{example.id}").click().run()

    assert not app.exception
    assert f"qw-of--{example.expect.option}" in card(app)
    assert form(app)["answers"] == dict(example.answers)


def test_starting_over_takes_every_answer_back() -> None:
    app = opened(**CORE)

    app.button(key="start_over").click().run()

    assert form(app)["answers"] == {}
    assert 'id="verdict"' not in text(app)


def test_answers_in_the_address_fill_the_form_and_the_verdict() -> None:
    app = opened(**CORE)

    assert form(app)["answers"] == CORE
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
    assert form(app)["answers"] == {"language": "python"}


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


def test_a_group_says_how_many_of_its_questions_are_answered() -> None:
    app = opened(**CORE, loss="money")

    assert form(app)["answered"] == {"core": "5 answered", "faults": "1 answered"}


@pytest.mark.parametrize(
    "hostile",
    [
        {"routing": "patern", "<script>": "x", "language": "python"},
        {"routing": ["pattern"], "language": "python"},
        {"routing": None, "language": "python"},
    ],
)
def test_what_a_browser_sends_is_read_as_carefully_as_an_address(hostile: object) -> None:
    app = opened(retries="again")

    give(app, hostile)

    assert not app.exception
    assert form(app)["answers"] == {"language": "python"}


@pytest.mark.parametrize("nonsense", [[], "routing", None, 7])
def test_what_is_no_set_of_answers_changes_nothing(nonsense: object) -> None:
    app = opened(retries="again")

    give(app, nonsense)

    assert not app.exception
    assert form(app)["answers"] == {"retries": "again"}


def test_the_same_answers_given_again_after_they_were_replaced_are_taken() -> None:
    app = opened()
    answer(app, "language", "python")
    app.button(key="start_over").click().run()

    answer(app, "language", "python")

    assert form(app)["answers"] == {"language": "python"}
