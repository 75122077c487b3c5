"""Rules without which nobody's ranking changes are found, all of them at once."""

from hypothesis import given, settings

from rules.model import Rulebook
from rules.space.coupling import ranks
from rules.space.variants import unheard, without
from tests.unit.rules.any_rulebook import any_rulebook
from tests.unit.rules.good_rulebooks import independent
from tests.unit.rules.plain_gates import PlainGates, plain_outcome


@settings(max_examples=60, deadline=None)
@given(any_rulebook())
def test_a_rule_is_unheard_if_no_ranking_changes_without_it(book: Rulebook) -> None:
    cells = PlainGates(book).cells
    silent = set()
    for rule in filter(ranks, book.rules):
        less = without(book, [rule])
        if all(plain_outcome(book, cell)[::2] == plain_outcome(less, cell)[::2] for cell in cells):
            silent.add(rule.id)

    assert {rule.id for rule in unheard(book, list(filter(ranks, book.rules)))} == silent


def test_nothing_is_worked_out_for_no_rules() -> None:
    rulebook = independent(1, 2)

    assert list(unheard(rulebook, [])) == []
    assert without(rulebook, []) is rulebook
