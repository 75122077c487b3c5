"""Whatever the rulebook: what the audit finds is what looking at all answer sets, one by one, finds."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from rules import recommend
from rules.audit import OF_ANY, Audit, Finding, Gate, audit
from rules.model import Answers, Rulebook
from tests.unit.rules.any_rulebook import any_rulebook
from tests.unit.rules.plain_gates import PlainGates, Told

SMALLEST = {Gate.NO_OUTCOME, Gate.ORDER_DECIDES, Gate.DEAD_RULE, Gate.BROKEN_LAW}
"""The gates whose witness is the smallest of all; of the others none of the answers can be left out."""
enough = settings(max_examples=40, deadline=None)


@enough
@given(any_rulebook())
def test_the_audit_finds_what_looking_at_every_answer_set_finds(book: Rulebook) -> None:
    found = audit(book)
    dead = {finding.rules[0] for finding in found.of(Gate.DEAD_RULE)}

    assert told(found) == PlainGates(book).told(removed=dead)


@enough
@given(any_rulebook())
def test_all_dead_rules_can_go_at_once_and_no_other_can_go(book: Rulebook) -> None:
    plain = PlainGates(book)
    dead = {finding.rules[0] for finding in audit(book).of(Gate.DEAD_RULE)}

    assert dead <= plain.idle
    assert bool(dead) == bool(plain.idle)
    assert plain.changes_nothing(dead)
    assert dead == plain.idle or not plain.changes_nothing(plain.idle)


@enough
@given(any_rulebook())
def test_the_witness_shows_the_failure_and_none_of_it_can_be_left_out(book: Rulebook) -> None:
    plain = PlainGates(book)
    for finding in audit(book).findings:
        assert plain.shows(finding, finding.witness), finding
        for question in finding.witness:
            fewer = {name: choice for name, choice in finding.witness.items() if name != question}
            assert finding.gate is Gate.FAILED_CASE or not plain.shows(finding, fewer), finding


@enough
@given(any_rulebook())
def test_no_smaller_witness_shows_it(book: Rulebook) -> None:
    plain = PlainGates(book)
    for finding in (each for each in audit(book).findings if each.gate in SMALLEST):
        smaller = [fewer for count in range(len(finding.witness)) for fewer in plain.partial(count)]
        assert not [fewer for fewer in smaller if plain.shows(finding, fewer)], finding


@enough
@given(any_rulebook())
def test_the_numbers_in_the_sentences_are_exact(book: Rulebook) -> None:
    plain, found = PlainGates(book), audit(book)

    assert found.size == len(plain.cells)
    for finding in found.of(Gate.NO_OUTCOME):
        assert number(finding) == sum(map(plain.lost, plain.cells))
        assert outs(book, finding.witness) == set(finding.rules)
    for finding in found.of(Gate.ORDER_DECIDES):
        one, other = re.findall('"(.*?)"', finding.says)
        assert number(finding) == len(plain.levels(plain.option(one), plain.option(other)))


@enough
@given(any_rulebook(), st.data())
def test_every_gate_says_whether_it_was_passed(book: Rulebook, data: st.DataObject) -> None:
    found = audit(book)
    check = data.draw(st.sampled_from(found.checks))

    assert tuple(each.gate for each in found.checks) == OF_ANY
    assert found.passed == all(each.passed for each in found.checks)
    assert check.findings == found.of(check.gate)
    assert check.says.endswith(".")
    assert "{" not in check.says


def told(found: Audit) -> Told:
    """The findings as `PlainGates` tells of them."""
    return Counter(
        (
            finding.gate,
            tuple(finding.place.file.split("/")) if finding.place and finding.gate != Gate.NO_OUTCOME else None,
        )
        for finding in found.findings
        if finding.gate is not Gate.DEAD_RULE
    )


def number(finding: Finding) -> int:
    """How many answer sets a finding says it shows in."""
    return int(str(re.search(r"([\d,]+) answer set", finding.says)[1]).replace(",", ""))  # type: ignore[index]


def outs(book: Rulebook, answers: Answers) -> set[str]:
    """The rules that rule something out at some answers."""
    return {rule.id for standing in recommend(answers, book).ranking for rule in standing.ruled_out}
