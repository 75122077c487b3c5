"""Finds the rules and aspects whose demo has not shown its claim, or not often enough."""

from collections.abc import Iterator, Mapping

from rules.audit.finding import Finding, Gate
from rules.model import Aspect, Rule, Rulebook
from rules.receipt import ENOUGH, Receipt, readable
from rules.shipped import shipped_rulebook


def receipts_for(rulebook: Rulebook) -> Mapping[str, Receipt] | None:
    """The receipts that a rulebook is asked for: all that can be read if it is the shipped one, None if it is not."""
    return readable() if rulebook.digest == shipped_rulebook().digest else None


def without_receipt(rulebook: Rulebook, receipts: Mapping[str, Receipt]) -> Iterator[Finding]:
    """Every rule and aspect that names a demo without a receipt of enough runs, all of them shown."""
    naming: tuple[Rule | Aspect, ...] = (*rulebook.rules, *rulebook.aspects)
    for each in naming:
        if each.demo and (wrong := _wrong(receipts.get(each.demo))):
            kind = "rule" if isinstance(each, Rule) else "aspect"
            says = f'The {kind} "{each.id}" names the demo "{each.demo}", which {wrong}.'
            remedy = f"Run `python -m demos receipts {each.demo}`."
            place = rulebook.places.get((kind, each.id))
            rules = (each.id,) if isinstance(each, Rule) else ()
            yield Finding(gate=Gate.RECEIPTS, says=f"{says} {remedy}", place=place, rules=rules)


def _wrong(receipt: Receipt | None) -> str | None:
    if receipt is None:
        return "has no receipt that can be read"
    if receipt.shown < receipt.times:
        return f"has shown its claim {receipt.shown} of {receipt.times} times"
    return None if receipt.complete else f"was performed {receipt.times} times, and {ENOUGH} are needed"
