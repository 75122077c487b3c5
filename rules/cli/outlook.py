"""What would change a recommendation, and what is still open."""

from collections.abc import Iterable

from rules.cli.names import changed, open_that_matter
from rules.cli.sheet import Sheet
from rules.cli.wording import count, say
from rules.recommendation import Flip, Outcome

MOST_FLIPS = 5


def flips(sheet: Sheet) -> None:
    """Which single other answer would change the result."""
    lines = _changes(sheet, changed(sheet.it))
    told = lines if sheet.full else lines[:MOST_FLIPS]
    sheet.paper.heading(say("verdict.flips"))
    sheet.paper.items(told, marker="* ")
    if not lines:
        sheet.paper.text(say("verdict.no_flip"), indent=2)
    if more := len(lines) - len(told):
        sheet.paper.text(count("verdict.more_flips", more), indent=2)


def still_open(sheet: Sheet) -> None:
    """What the questions without an answer can still do."""
    it, paper = sheet.it, sheet.paper
    if it.unknown:
        paper.heading(say("verdict.open"))
        if matter := open_that_matter(it):
            paper.text(count("verdict.open_matter", matter), indent=2)
            _openings(sheet)
        else:
            paper.text(count("verdict.none_matters", len(it.unknown)), indent=2)


def _openings(sheet: Sheet) -> None:
    it, paper = sheet.it, sheet.paper
    if it.decides:
        paper.text(say("verdict.decides", question=sheet.names.questions[it.decides].ask), indent=2)
    if sheet.full:
        paper.items(_changes(sheet, (flip for flip in it.flips if flip.was is None)), marker="* ")
    options = ", ".join(sheet.option(name) for name in it.possible)
    several = len(it.possible) > 1
    paper.text(say("verdict.possible" if several else "verdict.only_possible", options=options), indent=2)


def _changes(sheet: Sheet, flips: Iterable[Flip]) -> list[str]:
    """The flips in the order of the questions; choices that lead to the same outcome are said in one breath."""
    together: dict[tuple[str, Outcome], list[str]] = {}
    for flip in flips:
        label = say("verdict.quoted", choice=sheet.names.choices[flip.question, flip.choice])
        together.setdefault((flip.question, flip.outcome), []).append(label)
    return [
        say(
            "verdict.flip",
            answers=f"{sheet.names.questions[question].ask} {say('verdict.or').join(labels)}",
            outcome=sheet.names.outcome(outcome),
        )
        for (question, outcome), labels in together.items()
    ]
