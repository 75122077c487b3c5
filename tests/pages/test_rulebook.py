"""The Rulebook page: every rule, the map with the visitor's place, the shares, the gates."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from demos.catalogue import catalogue
from rules import Rule, Rulebook, recommend, shipped_rulebook
from rules.atlas import atlas
from rules.audit import Gate
from rules.model import Case, Example, Expectation
from ui import rulebook_amounts, rulebook_list, rulebook_map, rulebook_shares, state
from ui.rulebook_amounts import percent, portions
from ui.words import say

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
BOOK = shipped_rulebook()


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The page, drawn once."""
    app = AppTest.from_file(FRAME, default_timeout=60).run()
    return app.switch_page("../pages/rulebook.py").run()


@pytest.fixture(scope="module")
def listed() -> str:
    """The list of the rules, as it is put on the page."""
    return rulebook_list.written(BOOK, shared=True)


def body(page: AppTest) -> str:
    """All that is drawn as HTML."""
    return "\n".join(element.proto.body for element in page.get("html"))


def article(listed: str, rule: str) -> str:
    """What is written about a rule."""
    return unescape(listed.split(f'id="rule-{rule}"')[1].split("</article>")[0])


def test_the_page_says_which_rulebook_it_is(page: AppTest) -> None:
    assert not page.exception
    assert BOOK.version in body(page)
    assert BOOK.digest[:12] in body(page)
    assert f"{len(BOOK.rules)} rules" in body(page)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_is_there_with_reason_clauses_effect_sources_versions_and_date(listed: str, rule: Rule) -> None:
    shown = article(listed, rule.id)

    assert rule.because in shown
    assert str(rule.versions) in shown
    assert str(rule.checked) in shown
    for source in rule.sources:
        assert BOOK.sources[source].url in shown
    for question in BOOK.questions:
        asked = question.id in rule.when
        assert (question.ask in shown) is asked
        for choice in question.choices:
            assert (f"“{choice.label}”" in shown) >= (asked and choice.id in rule.when[question.id])
    for option in rule.options:
        assert f"qw-option--{option}" in shown
    assert (rule.setting is None) or (rule.setting in shown)
    assert f'href="rulebook?rule={rule.id}"' in shown


def test_a_rule_that_names_a_demo_leads_to_it(listed: str) -> None:
    for rule in BOOK.rules:
        assert (f"try-it?demo={rule.demo}" in article(listed, rule.id)) is (rule.demo is not None)
    assert {rule.demo for rule in BOOK.rules if rule.demo} <= {demo.id for demo in catalogue()}


def test_every_rule_has_its_cases_each_with_a_way_to_decide(listed: str) -> None:
    for case in BOOK.cases:
        for rule in (*case.expect.fires, *case.expect.silent):
            assert case.name in article(listed, rule)
    told: tuple[Case | Example, ...] = (*BOOK.cases, *BOOK.examples)
    named = [name for case in told for name in (*case.expect.fires, *case.expect.silent)]
    assert listed.count('href="./?') == len(named)


def test_of_very_many_long_cases_the_first_are_written_out_and_the_others_counted() -> None:
    name, expect = "A case that " + "goes on and " * 100, Expectation(fires=(BOOK.rules[0].id,))
    cases = tuple(Case(name=f"{number} {name}", answers={}, expect=expect) for number in range(60))

    shown = article(rulebook_list.written(replace(BOOK, cases=cases, examples=()), shared=True), BOOK.rules[0].id)

    assert shown.count("goes on and") < 24 * 40
    assert say("rulebook.more_cases", number=36) in shown


def test_with_no_answers_the_map_counts_every_answer_set() -> None:
    drawn = unescape(drawn_map(BOOK))

    assert f"{atlas(BOOK).size:,}" in drawn
    assert drawn.count('aria-pressed="true"') == 0
    assert drawn.count('aria-pressed="false"') == sum(len(question.choices) for question in BOOK.questions)


def test_the_map_shows_the_place_of_the_visitor_and_what_is_left_there(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"language": "python", "routing": "by_kind"}
    monkeypatch.setattr(state, "answers", lambda: answers)

    drawn = drawn_map(BOOK)
    here = re.findall(r'data-question="(\w+)" data-choice="(\w+)" aria-pressed="true"', drawn)

    assert dict(here) == answers
    assert f"{sum(atlas(BOOK).shares(answers).values()):,}" in drawn
    for portion in portions(atlas(BOOK).shares(answers), BOOK):
        assert f"{portion.count:,}" in drawn or not portion.count


def test_every_field_of_the_map_says_in_words_what_its_bar_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"language": "not_python"}
    monkeypatch.setattr(state, "answers", lambda: answers)

    for row in rulebook_map.rows(BOOK):
        for cell in row.cells:
            counted = portions(atlas(BOOK).shares(answers | {cell.question: cell.choice}), BOOK)
            assert cell.parts == counted
            assert sum(part.count for part in cell.parts) == cell.parts[0].whole


def test_the_shares_over_the_whole_space_are_published_with_their_counts(page: AppTest) -> None:
    shown = body(page)

    for portion in portions(atlas(BOOK).shares(), BOOK):
        if portion.count:
            assert f"{portion.count:,}" in shown
            assert portion.percent in shown


def test_it_is_said_which_answers_alone_leave_one_option() -> None:
    found = rulebook_shares.fairness(BOOK)

    assert found.sole.answers
    for question, choice in found.sole.answers:
        assert recommend({question: choice}, BOOK).possible == (found.leading.kind,)
    others = set(atlas(BOOK).per_answer) - set(found.sole.answers)
    assert not any(recommend({q: c}, BOOK).possible == (found.leading.kind,) for q, c in others)


def test_how_many_answer_sets_have_such_an_answer_is_counted_exactly() -> None:
    found = rulebook_shares.fairness(BOOK)
    free = {question.id: {choice.id for choice in question.choices} for question in BOOK.questions}
    for question, choice in found.sole.answers:
        free[question].discard(choice)
    without, whole = 1, atlas(BOOK).size
    for choices in free.values():
        without *= len(choices)

    assert found.sole.percent == percent(whole - without, whole)


def test_every_gate_is_there_with_its_state_and_the_time_it_took(page: AppTest) -> None:
    shown = body(page)

    assert [gate for gate in Gate if f'data-gate="{gate}"' not in shown] == []
    assert shown.count(say("rulebook.passed")) == len(Gate)
    assert f"{atlas(BOOK).size:,} answer sets, checked in" in shown


def test_the_shipped_rulebook_can_be_downloaded(page: AppTest) -> None:
    labels = [button.proto.label for button in page.get("download_button")]

    assert labels == [say("rulebook.download")]


@pytest.mark.parametrize(
    ("count", "whole", "said"),
    [
        (0, 7, "0 %"),
        (7, 7, "100 %"),
        (1, 3, "33.3 %"),
        (10**12 - 1, 10**12, "over 99.9 %"),
        (1, 2_000, "0.05 %"),
        (1, 10**12, "under 0.0001 %"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_to_all(count: int, whole: int, said: str) -> None:
    assert rulebook_amounts.percent(count, whole) == said


def drawn_map(rulebook: Rulebook) -> str:
    """The map as HTML."""
    return rulebook_map.rendered(rulebook)
