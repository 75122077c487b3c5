"""Sets what evidence says beside two counts of its events: ours, and that of a judge who knows nothing of ours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demos import independent
from demos.catalogue import catalogue
from demos.demo import Judgement, Verdict
from demos.evidence import Evidence
from demos.evidence_parts import plain
from demos.ledger import Ledger, Line, State

COUNTED = ("sent", "confirmed", "executed", "lost", "duplicated", "unexpected", "unknown", "recovered")
"""What both count. Both also say whether the run is valid: nothing lost or unexpected where the demo claims safety."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """Our count and the independent one, name -> number; `valid` is 0 or 1. `differences` are sentences.

    `again` is the claim as the demo's own judge judges these events now; None if the demo's code is another one now, or
    the run was not judged.
    """

    ours: Mapping[str, int]
    theirs: Mapping[str, int]
    again: Judgement | None
    differences: tuple[str, ...]

    @property
    def valid(self) -> bool:
        """Whether nothing was lost, and nothing was unexpected, where the demo claims safety."""
        return bool(self.ours["valid"] and self.theirs["valid"])


def second_opinion(evidence: Evidence) -> Opinion:
    """Count the events of `evidence` in both ways, judge them again, and compare."""
    ours = {**_counts(evidence.ledger), "valid": int(not any(_unsafe(evidence)))}
    theirs = independent.judge([plain(event) for event in evidence.events], sorted(evidence.may_lose))
    again = _judged_again(evidence)
    differences = (*_differences(ours, theirs), *_other_numbers(evidence, ours), *_other_verdict(evidence, again))
    return Opinion(ours=ours, theirs=theirs, again=again, differences=differences)


def _counts(books: Ledger) -> dict[str, int]:
    # Without confirms there are none.
    return {name: int(getattr(books, name) or 0) for name in COUNTED}


def _unsafe(evidence: Evidence) -> Iterator[Line]:
    for line in evidence.ledger.lines:
        lost, unexpected = line.expected and line.state is State.LOST, line.executed and not line.expected
        if (lost or unexpected) and line.queue not in evidence.may_lose:
            yield line


def _judged_again(evidence: Evidence) -> Judgement | None:
    demo = next((demo for demo in catalogue() if (demo.id, demo.story) == (evidence.demo, evidence.story)), None)
    if demo is None or evidence.judgement is None:
        return None
    try:
        return demo.judge(evidence.ledger, evidence.events)
    except (LookupError, TypeError, ValueError, StopIteration):
        # Events that no run of this demo ever told.
        return Judgement(verdict=Verdict.VOID, checks=())


def _differences(ours: Mapping[str, int], theirs: Mapping[str, int]) -> Iterator[str]:
    for name, number in ours.items():
        if number != theirs[name]:
            yield f"{name}: Queuewise counts {number}, the independent judge {theirs[name]}"


def _other_numbers(evidence: Evidence, ours: Mapping[str, int]) -> Iterator[str]:
    for name, said in evidence.counts.items():
        if name in ours and (said or 0) != ours[name]:
            yield f"{name}: the file says {said}, its events come to {ours[name]}"


def _other_verdict(evidence: Evidence, again: Judgement | None) -> Iterator[str]:
    if again is None or evidence.judgement is None:
        return
    if again.verdict != evidence.judgement.verdict:
        yield f"verdict: the file says {evidence.judgement.verdict}, the demo's judge says {again.verdict}"
    said, counted = ({each.id: each.counted for each in it.checks} for it in (evidence.judgement, again))
    for id_ in said.keys() | counted.keys():
        if said.get(id_) != counted.get(id_):
            yield f"check {id_}: the file says {said.get(id_)}, the demo's judge counts {counted.get(id_)}"
