"""What an audit finds: the gate that failed, a sentence, the place, and answers that show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlencode

from rules.model import Place


class Gate(StrEnum):
    """What a rulebook must pass, in the order in which it is told."""

    NO_OUTCOME = "no-outcome"
    ORDER_DECIDES = "order-decides"
    CONTRADICTION = "contradiction"
    DUPLICATE_RULE = "duplicate-rule"
    SHADOWED_RULE = "shadowed-rule"
    DEAD_RULE = "dead-rule"
    UNREACHABLE_OPTION = "unreachable-option"
    UNREACHABLE_ALTERNATIVE = "unreachable-alternative"
    UNREACHABLE_QUESTION = "unreachable-question"
    UNREACHABLE_CHOICE = "unreachable-choice"
    BROKEN_LAW = "broken-law"
    FAILED_CASE = "failed-case"
    RECEIPTS = "receipts"


OF_ANY = tuple(gate for gate in Gate if gate is not Gate.RECEIPTS)
"""What any rulebook must pass. Receipts are asked of the shipped one: others may name demos that are not here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One failure. `witness` are answers that show it, none of which can be left out; empty if no answer is needed.

    `rules` are the ids of the rules that are involved, the one to look at first.
    """

    gate: Gate
    says: str
    place: Place | None
    witness: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The witness as the query of an address that opens it in the app, without the question mark."""
        return urlencode(self.witness)


@dataclass(frozen=True, slots=True)
class Check:
    """One gate as it was checked: what was found, and in a sentence what that means."""

    gate: Gate
    says: str
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Audit:
    """The findings on a rulebook, in the order of the gates. `size` is the number of answer sets they speak of.

    `checks` has every gate once, in that order too, passed or not.
    """

    size: int
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether no gate failed."""
        return not self.findings

    def of(self, gate: Gate) -> tuple[Finding, ...]:
        """The findings of one gate."""
        return tuple(finding for finding in self.findings if finding.gate is gate)
