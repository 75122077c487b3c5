"""The shipped rulebook says what its cases say, and every rule has a case for it and one against it."""

import pytest

from rules import Rulebook, recommend, shipped_rulebook
from rules.compiled import compiled
from rules.model import Answers, Case

BOOK = shipped_rulebook()


def fired(answers: Answers, rulebook: Rulebook) -> set[str]:
    book = compiled(rulebook)
    return {rule.id for rule in book.rules(book.firing(book.blocked(answers).values()))}


@pytest.mark.parametrize("case", BOOK.cases, ids=lambda case: case.name)
def test_a_case_comes_out_as_its_sentence_says(case: Case) -> None:
    firing = fired(case.answers, BOOK)
    verdict = recommend(case.answers, BOOK)

    assert set(case.expect.fires) <= firing
    assert not set(case.expect.silent) & firing
    assert case.expect.option in (None, verdict.outcome.option)
    assert case.expect.word in (None, verdict.word)
    if case.expect.option:
        assert case.expect.instead == verdict.outcome.instead


def test_every_rule_has_a_case_that_fires_it_and_one_that_does_not() -> None:
    everything = {rule.id for rule in BOOK.rules}

    assert everything == {rule for case in BOOK.cases for rule in case.expect.fires}
    assert everything == {rule for case in BOOK.cases for rule in case.expect.silent}
