"""The Decide page: every change shows at once, no answer is lost, nothing hostile gets through."""

import html
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rules import Flip, recommend, shipped_rulebook
from rules.atlas import atlas
from rules.sway import sways
from tests.pages.components import drawn, tell
from ui.way import Way
from ui.words import count

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


def form(app: AppTest) -> dict[str, Any]:
    """What the form draws."""
    data: dict[str, Any] = drawn(app, "questions")
    return data


def give(app: AppTest, answers: object) -> None:
    """Send answers as the form in the browser sends them: all of them, with a number that grows."""
    tell(app, "questions", "given", {"number": form(app)["heard"] + 1, "answers": answers})


def answer(app: AppTest, question: str, choice: str) -> None:
    """Choose an answer; an empty one is "not sure"."""
    known = {name: value for name, value in form(app)["answers"].items() if name != question}
    give(app, known | ({question: choice} if choice else {}))


def card(app: AppTest) -> str:
    """The verdict card, as HTML."""
    return str(drawn(app, "verdict")["card"])


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
    shown = {reason.rule.demo for reason in recommend(CORE, shipped_rulebook()).winner.for_it if reason.rule.demo}
    assert shown
    assert all(f"demo={demo}" in card(app) for demo in shown)


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


def buttons(app: AppTest, key: str) -> list[Any]:
    """What the buttons of a card say when they are pressed, in order."""
    card = str(drawn(app, key)["card"])
    return [json.loads(html.unescape(told)) for told in re.findall(r'data-tell="([^"]*)"', card)]


def press(app: AppTest, key: str, wish: object) -> None:
    """Press the button of a card that says this."""
    assert wish in buttons(app, key)
    tell(app, key, "told", wish)


def asked(app: AppTest) -> str | None:
    """The question that the shortest way puts."""
    found = re.search(r'id="qw-asked-(\w+)"', str(drawn(app, "shortest")["card"]))
    return found and found[1]


def test_a_verdict_names_the_rulebook_that_made_it() -> None:
    book = shipped_rulebook()

    assert f"{book.version}, {book.digest[:8]}" in card(opened(**CORE))


def test_every_given_answer_says_what_another_one_would_do() -> None:
    app = opened(**CORE)

    expected = sways(recommend(CORE, shipped_rulebook()), atlas(shipped_rulebook()).ahead(CORE), shipped_rulebook())
    assert {question: sway for question, (sway, _) in form(app)["sways"].items()} == expected
    assert len({words for _, words in form(app)["sways"].values()}) == len(set(expected.values()))


def test_answers_that_would_change_the_outcome_are_buttons_that_can_be_undone() -> None:
    app = opened(**CORE)
    flips = alone(CORE)
    assert {"try": {flips[0].question: flips[0].choice}} in buttons(app, "what_if")

    press(app, "what_if", {"try": {flips[0].question: flips[0].choice}})
    tried = form(app)["answers"]
    option = flips[0].outcome.option
    assert f"qw-of--{option}" in card(app)
    press(app, "what_if", {"undo": 1})

    assert tried == CORE | {flips[0].question: flips[0].choice}
    assert form(app)["answers"] == CORE
    assert not any("undo" in told for told in buttons(app, "what_if"))


def test_what_was_tried_is_undone_step_by_step_and_a_click_too_many_undoes_nothing() -> None:
    app = opened(**CORE)
    press(app, "what_if", {"try": {"language": "not_python"}})
    tell(app, "what_if", "told", {"try": {"retries": "forget"}})

    press(app, "what_if", {"undo": 2})
    tell(app, "what_if", "told", {"undo": 2})

    assert form(app)["answers"] == CORE | {"language": "not_python"}
    press(app, "what_if", {"undo": 1})
    assert form(app)["answers"] == CORE


def test_an_open_question_that_was_tried_is_open_again_after_undo() -> None:
    app = opened(language="python")

    tell(app, "what_if", "told", {"try": {"replay": "forever"}})
    press(app, "what_if", {"undo": 1})

    assert form(app)["answers"] == {"language": "python"}


def test_what_was_answered_in_another_way_since_cannot_be_undone() -> None:
    app = opened(**CORE)
    press(app, "what_if", {"try": {"language": "not_python"}})

    answer(app, "language", "several")

    assert not any("undo" in told for told in buttons(app, "what_if"))


def alone(answers: Mapping[str, str]) -> list[Flip]:
    """Other answers to one of the questions that were answered, each of which changes the outcome."""
    return [flip for flip in recommend(answers, shipped_rulebook()).flips if flip.was is not None]


def together(answers: Mapping[str, str]) -> list[Mapping[str, str]]:
    """Pairs of them that do so."""
    flips = [flip.answers for flip in atlas(shipped_rulebook()).flips(answers)]
    return [dict(flip) for flip in flips if len(flip) == 2 and flip.keys() <= answers.keys()]


def test_where_no_single_answer_changes_anything_pairs_that_do_are_offered() -> None:
    book = shipped_rulebook()
    settled = next(case.answers for case in book.cases if not alone(case.answers) and together(case.answers))

    app = opened(**settled)

    offered = [told["try"] for told in buttons(app, "what_if") if "try" in told]
    assert [each for each in offered if len(each) == 2] == together(settled)[:12]


def test_what_is_left_to_ask_is_counted_and_proved() -> None:
    book = shipped_rulebook()
    case = next(case.answers for case in book.cases if (a := atlas(book).ahead(case.answers)).left and not a.can_matter)

    ahead = atlas(book).ahead(case)
    assert count("decide.none_matters", ahead.left) in str(drawn(opened(**case), "what_if")["card"])
    ahead = atlas(book).ahead(CORE)
    words = f"{count('decide.left', ahead.left)} {count('decide.left_matter', ahead.can_matter)}"
    assert words in str(drawn(opened(**CORE), "what_if")["card"])


@pytest.mark.parametrize("nonsense", [None, [], {}, {"try": 1}, {"try": {"x": "y"}}, {"undo": 1}, {"undo": None}])
def test_nonsense_from_a_button_changes_nothing(nonsense: object) -> None:
    app = opened(**CORE)

    tell(app, "what_if", "told", nonsense)

    assert not app.exception
    assert form(app)["answers"] == CORE


def test_the_shortest_way_asks_what_settles_most_until_nothing_can_change() -> None:
    app, book = opened(ask="shortest"), shipped_rulebook()
    answers: dict[str, str] = {}

    while question := asked(app):
        assert question == atlas(book).ahead(answers).next
        answers[question] = next(each for each in book.questions if each.id == question).choices[0].id
        press(app, "shortest", {"answer": {question: answers[question]}})

    assert not app.exception
    assert atlas(book).ahead(answers).can_matter == 0
    assert len(answers) < len(book.questions)
    assert f"qw-of--{recommend(answers, book).outcome.option}" in card(app)


def test_going_back_puts_the_question_before_with_its_answer_and_skipping_leaves_it_open() -> None:
    app = opened(ask="shortest")
    first = asked(app)
    choice = next(told["answer"] for told in buttons(app, "shortest") if "answer" in told)
    press(app, "shortest", {"answer": choice})
    second = asked(app)

    press(app, "shortest", {"back": 1})
    shown = str(drawn(app, "shortest")["card"])
    assert asked(app) == first
    assert shown.count('aria-pressed="true"') == 1
    press(app, "shortest", {"skip": first})

    assert first != second
    assert asked(app) not in (None, first)
    assert 'id="verdict"' not in card(app)


def test_questions_that_were_left_open_can_be_asked_again_at_the_end() -> None:
    app = opened(ask="shortest")
    skipped = []
    while question := asked(app):
        skipped.append(question)
        press(app, "shortest", {"skip": question})

    assert len(skipped) == len(set(skipped)) == atlas(shipped_rulebook()).ahead({}).can_matter
    press(app, "shortest", {"again": True})

    assert asked(app) == skipped[0]


def test_an_answer_given_earlier_can_be_changed_on_the_shortest_way() -> None:
    app = opened(ask="shortest", **CORE)

    press(app, "shortest", {"to": "language"})

    assert asked(app) == "language"
    press(app, "shortest", {"answer": {"language": "several"}})
    assert asked(app) != "language"


def test_a_question_that_another_rulebook_does_not_have_is_not_put_again() -> None:
    way = Way(("routing", "gone"), "gone too")

    assert way.among(["routing", "language"]) == Way(("routing",), None)
    assert Way().back() == Way()


@pytest.mark.parametrize(
    "nonsense", [None, {}, {"answer": 1}, {"answer": {"x": "y"}}, {"skip": "x"}, {"back": 7}, {"to": []}, {"again": 1}]
)
def test_nonsense_on_the_shortest_way_changes_nothing(nonsense: object) -> None:
    app = opened(ask="shortest", **CORE)
    before = drawn(app, "shortest")

    tell(app, "shortest", "told", nonsense)

    assert not app.exception
    assert drawn(app, "shortest") == before


def test_the_mode_survives_a_visit_to_another_page() -> None:
    app = opened(**CORE)
    app.segmented_control(key="mode").set_value("shortest").run()
    question = asked(app)

    app.switch_page("../pages/compare.py").run()
    app.switch_page("../pages/decide.py").run()

    assert asked(app) == question


def test_an_unknown_mode_in_the_address_is_the_whole_form() -> None:
    assert form(opened(ask="<script>", **CORE))["answers"] == CORE
