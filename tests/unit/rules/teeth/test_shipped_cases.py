"""The cases of the shipped rulebook have teeth: each clause decides once, and each mistake in a rule is caught."""

from collections import Counter

import numpy as np
import pytest

from rules import shipped_rulebook
from rules.shipped import SHIPPED
from rules.teeth.duties import pairs, superfluous, undone
from rules.teeth.generated import Generated, committed, generate
from rules.teeth.reviews import unread
from rules.teeth.sight import Sight
from rules.teeth.suite import Suite
from rules.teeth.verdicts import Verdict, tally, verdicts

BOOK = shipped_rulebook()


@pytest.fixture(scope="module")
def made() -> Generated:
    """The generated cases, made anew."""
    return generate()


@pytest.fixture(scope="module")
def found() -> tuple[Verdict, ...]:
    """The verdict on every mistake."""
    return verdicts(BOOK)


def test_making_the_generated_cases_anew_changes_nothing(made: Generated) -> None:
    for file, text in made.texts().items():
        assert (SHIPPED / file).read_text(encoding="utf-8") == text, f"{file} is not up to date: make cases"


def test_the_files_hold_the_cases_that_were_made(made: Generated) -> None:
    assert committed() == made.cases


def test_every_generated_case_was_read_as_it_is() -> None:
    assert [case.name for case in unread()] == []


def test_no_two_cases_have_the_same_name() -> None:
    assert [name for name, count in Counter(case.name for case in BOOK.cases).items() if count > 1] == []


def test_every_clause_of_every_rule_decides_once(made: Generated) -> None:
    sight = Sight(BOOK)

    assert undone(sight, sight.batch.cells([case.answers for case in made.clauses])) == ()


def test_a_clause_that_decides_is_named_by_the_two_cases_that_show_it(made: Generated) -> None:
    clauses = {(rule.id, question) for rule in BOOK.rules for question in rule.when}
    shown = {
        (rule, question)
        for one in made.clauses
        for other in made.clauses
        for question in BOOK_QUESTIONS
        if _differ_only_in(question, dict(one.answers), dict(other.answers))
        for rule in set(one.expect.fires) & set(other.expect.silent)
    }

    assert clauses <= shown


def test_no_case_for_the_clauses_can_be_left_out(made: Generated) -> None:
    sight = Sight(BOOK)
    cells = sight.batch.cells([case.answers for case in made.clauses])

    assert superfluous(pairs(sight, cells), len(cells)) == []


def test_no_case_for_mistakes_can_be_left_out(made: Generated) -> None:
    others = [
        case for case in BOOK.cases if case not in {told.case.name: told.case for told in made.boundaries}.values()
    ]
    suite = Suite(Sight(BOOK), others)
    passed = [m for told in made.boundaries for m in told.shows if not suite.failures(m).seen.any()]
    alone = Suite(Sight(BOOK), [told.case for told in made.boundaries])
    shown = np.array([alone.failures(mutant).seen for mutant in passed])

    assert shown[shown.sum(1) == 1].any(0).all()


def test_every_mistake_is_caught_or_proved_to_be_none(found: tuple[Verdict, ...]) -> None:
    counts = tally(found)

    assert [str(mutant) for mutant in counts.alive] == []
    assert counts.caught + counts.equal == counts.made
    assert counts.made > 7 * len(BOOK.rules)


def test_what_catches_a_mistake_is_what_people_see_unless_nobody_can_see_it(found: tuple[Verdict, ...]) -> None:
    assert [str(each.mutant) for each in found if not each.seen_by and not each.equal] == []


def test_a_mistake_is_caught_by_a_case_that_there_is(found: tuple[Verdict, ...]) -> None:
    names = {case.name for case in BOOK.cases}

    assert {each.seen_by or each.named_by for each in found if each.caught} <= names


BOOK_QUESTIONS = [question.id for question in BOOK.questions]


def _differ_only_in(question: str, one: dict[str, str], other: dict[str, str]) -> bool:
    if question not in one or question not in other or one[question] == other[question]:
        return False
    return {**one, question: ""} == {**other, question: ""}
