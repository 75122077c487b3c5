"""Says what the evidence is, for people and for programs."""

from collections.abc import Iterator
from typing import Any

from records.escape import visible
from records.evidence.fact import Spot, Trouble
from records.evidence.weigh import Clue, Contradiction, Evidence, Finding
from rules import Question, Rulebook

SHAPE = 1
"""Of the JSON: rises when a key is removed or means something else."""

MOST_PLACES = 3
MOST_TROUBLES = 20


def text(evidence: Evidence, asked: int, against: tuple[Contradiction, ...] | None) -> str:
    """A screen for people. `asked` is the number of questions; `against` is None where no decision was named."""
    return "\n".join(_lines(evidence, asked, against))


def as_data(evidence: Evidence, rulebook: Rulebook, against: tuple[Contradiction, ...] | None) -> dict[str, Any]:
    """The same for programs."""
    return {
        "shape": SHAPE,
        "rulebook": {"version": rulebook.version, "digest": rulebook.digest},
        "answers": dict(evidence.answers),
        "findings": [_finding(each) for each in evidence.findings],
        "contradictions": None if against is None else [_contradiction(each) for each in against],
        "passed_over": [{**_place(each.spot), "why": each.says} for each in evidence.troubles],
    }


def _lines(evidence: Evidence, asked: int, against: tuple[Contradiction, ...] | None) -> Iterator[str]:
    sure, torn, open_ones = _sorted(evidence)
    unknown = asked - len(sure)
    yield f"{len(sure)} of {asked} questions have an answer in these files; {unknown} stay unknown."
    yield from _part("Answers:", [line for each in sure for line in _told(each, f"{each.question.id}={each.answer}")])
    yield from _part("Signs that contradict each other, so nothing is proposed:", _list(torn))
    yield from _part("Seen, and not enough for an answer:", _list(open_ones))
    yield from _against(against)
    yield from _part("Passed over:", _passed_over(evidence.troubles))
    if sure and against is None:
        pairs = " ".join(f"{question}={choice}" for question, choice in evidence.answers.items())
        yield from _part("To begin a decision with them:", [f"python -m records new {pairs} > decision.yaml"])


def _sorted(evidence: Evidence) -> tuple[list[Finding], list[Finding], list[Finding]]:
    sure = [each for each in evidence.findings if each.answer]
    torn = [each for each in evidence.findings if each.torn]
    return sure, torn, [each for each in evidence.findings if not (each.answer or each.torn)]


def _part(head: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield from ("", head, *(f"  {line}" for line in lines))


def _list(findings: list[Finding]) -> list[str]:
    return [line for each in findings for line in _told(each, each.question.id)]


def _told(finding: Finding, head: str) -> Iterator[str]:
    yield head
    yield f"  {_asked(finding.question, finding.leaves)}"
    yield from (f"  {_clue(clue)}" for clue in finding.clues)


def _asked(question: Question, choices: tuple[str, ...]) -> str:
    labels = [choice.label for choice in question.choices if choice.id in choices]
    return question.ask if len(labels) in (0, len(question.choices)) else f"{question.ask} {' / '.join(labels)}"


def _against(against: tuple[Contradiction, ...] | None) -> Iterator[str]:
    lines: list[str] = []
    for each in against or ():
        lines += [f"{each.question.id}={each.accepted}"]
        lines += [f"  {_asked(each.question, (each.accepted,))}", *(f"  {_clue(clue)}" for clue in each.clues)]
    yield from _part("Accepted answers that the files contradict:", lines)
    if against == ():
        yield from ("", "No accepted answer is contradicted by the files.")


def _clue(clue: Clue) -> str:
    places = [f"{visible(spot.file)}:{spot.line}" for spot in clue.spots]
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    return f"{', '.join(places[:MOST_PLACES])}{more}: {visible(clue.says)}"


def _passed_over(troubles: tuple[Trouble, ...]) -> list[str]:
    told = [f"{visible(each.spot.file)}:{each.spot.line}: {visible(each.says)}" for each in troubles[:MOST_TROUBLES]]
    return [*told, f"and {len(troubles) - MOST_TROUBLES} more"] if len(troubles) > MOST_TROUBLES else told


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "question": finding.question.id,
        "answer": finding.answer,
        "leaves": list(finding.leaves),
        "contradictory": finding.torn,
        "signs": [_sign(clue) for clue in finding.clues],
    }


def _contradiction(each: Contradiction) -> dict[str, Any]:
    return {"question": each.question.id, "accepted": each.accepted, "signs": [_sign(clue) for clue in each.clues]}


def _sign(clue: Clue) -> dict[str, Any]:
    return {
        "sign": clue.sign.id,
        "says": clue.says,
        "leaves": list(clue.leaves),
        "places": [_place(spot) for spot in clue.spots],
    }


def _place(spot: Spot) -> dict[str, Any]:
    return {"file": visible(spot.file), "line": spot.line}
