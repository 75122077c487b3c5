"""The gates of a rulebook: what is wrong with its knowledge, each with answers that show it."""

from collections.abc import Iterator, Mapping

from rules.atlas import Atlas
from rules.audit.cases import failed_cases
from rules.audit.checked import checks
from rules.audit.dead import dead_rules
from rules.audit.finding import OF_ANY, Audit, Check, Finding, Gate
from rules.audit.laws import broken_laws
from rules.audit.outcomes import no_outcome, order_decides
from rules.audit.pairs import contradictions, duplicates, shadowed
from rules.audit.reach import unreachable
from rules.audit.shown import without_receipt
from rules.model import Rulebook
from rules.receipt import Receipt

__all__ = ["OF_ANY", "Audit", "Check", "Finding", "Gate", "audit"]


def audit(rulebook: Rulebook, atlas: Atlas | None = None, *, receipts: Mapping[str, Receipt] | None = None) -> Audit:
    """Check every gate on every answer set. An atlas that exists already is used.

    With `receipts`, by the id of their demo, every demo that the rulebook names must have been shown.

    Raises:
        TooCoupled, TooManyScores: if the answer space cannot be counted; see `rules.atlas`.
    """
    whole = atlas or Atlas(rulebook)
    findings = list(_findings(whole))
    if receipts is not None:
        findings += without_receipt(rulebook, receipts)
    gates = OF_ANY if receipts is None else tuple(Gate)
    checked = tuple(checks(rulebook, whole.size, findings, gates))
    return Audit(whole.size, tuple(finding for check in checked for finding in check.findings), checked)


def _findings(atlas: Atlas) -> Iterator[Finding]:
    rulebook = atlas.rulebook
    drowned = [*duplicates(rulebook), *shadowed(rulebook)]
    yield from drowned
    yield from contradictions(rulebook)
    dead = list(dead_rules(atlas, _rules(drowned)))
    yield from dead
    yield from unreachable(atlas, _rules([*drowned, *dead]))
    yield from no_outcome(atlas)
    yield from order_decides(rulebook)
    yield from broken_laws(atlas)
    yield from failed_cases(rulebook)


def _rules(findings: list[Finding]) -> frozenset[str]:
    """The rules that the findings are about."""
    return frozenset(finding.rules[0] for finding in findings)
