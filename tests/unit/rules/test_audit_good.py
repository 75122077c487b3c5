"""Good rulebooks pass every gate, whatever their size and shape. Why each of them is good, `good_rulebooks` says."""

from dataclasses import replace
from functools import cache

import pytest

from rules import Rulebook, read_rulebook, shipped_rulebook, write_rulebook
from rules.audit import audit
from tests.unit.rules.good_rulebooks import independent, one_question, repaired, variations
from tests.unit.rules.plain_gates import PlainGates

SMALL = [f"repaired-{number}" for number in range(80)]
SMALL += [f"one-question-{options}" for options in range(2, 6)]
SMALL += ["independent-1-2", "independent-2-3", "independent-4-3"]
LARGE = ["independent-12-3", "independent-40-2", "independent-40-3", "shipped-written"]
LARGE += [f"shipped-{name}" for name, _ in variations(shipped_rulebook())]


@cache
def good() -> dict[str, Rulebook]:
    """The good rulebooks by name."""
    found = {f"repaired-{number}": book for number, book in enumerate(repaired(80))}
    found |= {f"one-question-{options}": one_question(options) for options in range(2, 6)}
    for questions, choices in [(1, 2), (2, 3), (4, 3), (12, 3), (40, 2), (40, 3)]:
        found[f"independent-{questions}-{choices}"] = independent(questions, choices)
    found |= {f"shipped-{name}": book for name, book in variations(shipped_rulebook())}
    return found | {"shipped-written": read_rulebook(write_rulebook(shipped_rulebook()))}


def test_there_are_a_hundred_of_them_and_no_two_are_the_same() -> None:
    assert set(good()) == {*SMALL, *LARGE}
    assert len({write_rulebook(book) for book in good().values()}) >= 100


@pytest.mark.parametrize("name", [*SMALL, *LARGE])
def test_a_good_rulebook_passes_every_gate(name: str) -> None:
    found = audit(good()[name])

    assert found.findings == ()
    assert all(check.passed for check in found.checks)


@pytest.mark.parametrize("name", SMALL)
def test_looking_at_every_answer_set_finds_nothing_either(name: str) -> None:
    plain = PlainGates(good()[name])

    assert not plain.told(set())
    assert not plain.idle


def test_forty_independent_questions_are_counted_exactly() -> None:
    found = audit(independent(40, 3))

    assert found.size == 3**40
    assert found.checks[0].says == "Each of the 12,157,665,459,056,928,801 answer sets has an outcome."


def test_what_there_is_none_of_is_not_praised() -> None:
    says = [check.says for check in audit(one_question(2)).checks]

    assert says[7] == "There are no alternatives, so none is out of reach."
    assert says[10:] == ["There are no laws, so none is broken.", "There are no cases and no examples, so none fails."]


def test_nothing_is_remembered_from_one_audit_to_the_next() -> None:
    book = independent(4, 3)

    assert not audit(replace(book, rules=book.rules[:4])).passed
    assert audit(book).passed
