"""What a law means, said by `recommend` alone: slow, plainly right, and what any faster proof must agree with."""

from collections.abc import Iterator
from dataclasses import dataclass

from rules.evaluate import recommend
from rules.model import Answers, Form, Law, Rulebook


@dataclass(frozen=True, slots=True)
class Breach:
    """Answers that break a law: those to start from and, where an answer moves, those after the move."""

    law: Law
    answers: Answers
    moved: Answers | None = None


def breaches(law: Law, answers: Answers, rulebook: Rulebook) -> Iterator[Breach]:
    """Every way in which the law is broken at these answers, full or partial; usually none.

    The question of a law about a moving answer is answered here in every way that the law speaks of.
    """
    if not all(answers.get(question) in wanted for question, wanted in law.when.items()):
        return
    if law.form is Form.NEVER:
        if recommended(answers, rulebook) in law.options:
            yield Breach(law, answers)
        return
    for earlier, later in law.moves:
        before, after = (dict(answers) | {str(law.question): choice} for choice in (earlier, later))
        if _moved_wrongly(law, recommended(before, rulebook), recommended(after, rulebook)):
            yield Breach(law, before, after)


def recommended(answers: Answers, rulebook: Rulebook) -> str | None:
    """The option that is recommended, or None where no option fits."""
    outcome = recommend(answers, rulebook).outcome
    return outcome.option if outcome.fits else None


def _moved_wrongly(law: Law, before: str | None, after: str | None) -> bool:
    if before is None or after is None:
        return False
    inside, outside = (before, after) if law.form is Form.NEVER_AWAY_FROM else (after, before)
    return inside in law.options and outside not in law.options
