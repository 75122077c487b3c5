"""A recommendation in one breath."""

from rules.cli.names import meaning, no_reason
from rules.cli.sheet import Sheet
from rules.cli.wording import say
from rules.model import Rule


def sentence(sheet: Sheet) -> str:
    """The outcome, its word, and the first reason for it."""
    because = _first_reason(sheet)
    return say(
        "verdict.sentence",
        outcome=sheet.names.outcome(sheet.it.outcome),
        word=say(f"verdict.word_{sheet.it.word}"),
        meaning=meaning(sheet.it),
        because=because.because if because else no_reason(sheet.it),
    )


def _first_reason(sheet: Sheet) -> Rule | None:
    it = sheet.it
    if it.outcome.instead:
        return it.advice[0].rules[0]
    if not it.outcome.fits:
        return it.winner.ruled_out[0]
    return next((reason.rule for reason in it.winner.for_it if reason.counts), None)
