"""What a visitor guesses before a run, sealed so that nobody can change it afterwards, and shown beside the count."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from demos.chain import canonical, digest
from demos.demo import Counted, Demo, Prediction
from demos.errors import BadPrediction
from demos.ledger import Ledger, Line, State

NO_GUESSES: Mapping[str, int] = MappingProxyType({})

HIGHEST = 1_000_000
"""More than any demo can count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Guesses, prediction id -> number, and the salt that keeps the seal from being guessed back to them."""

    guesses: Mapping[str, int] = field(default_factory=lambda: NO_GUESSES)
    salt: str = ""

    @property
    def seal(self) -> str:
        """The SHA-256 that is told before the run and proves afterwards that nobody changed a guess."""
        return digest(canonical({"guesses": dict(self.guesses), "salt": self.salt}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """A guess beside what was counted so far."""

    prediction: Prediction
    guessed: int
    counted: int

    @property
    def right(self) -> bool:
        """Whether the count is the guess."""
        return self.guessed == self.counted


def sealed(demo: Demo, guesses: Mapping[str, int | str]) -> Sealed:
    """Check `guesses` against the predictions of `demo` and seal them.

    Raises:
        BadPrediction: one does not exist, is no whole number, is negative, or more than any demo can count.
    """
    known = [prediction.id for prediction in demo.predictions]
    for id_ in guesses:
        if id_ not in known:
            raise BadPrediction(id_, f"{demo.id} asks for {', '.join(known) or 'none'}")
    numbers = {id_: _number(id_, guess) for id_, guess in guesses.items()}
    return Sealed(guesses=MappingProxyType(numbers), salt=secrets.token_hex(16))


def beside(predictions: Iterable[Prediction], guesses: Mapping[str, int], books: Ledger) -> tuple[Predicted, ...]:
    """Put every guess beside what `books` count."""
    return tuple(
        Predicted(prediction=each, guessed=guesses[each.id], counted=counted(each, books))
        for each in predictions
        if each.id in guesses
    )


def counted(prediction: Prediction, books: Ledger) -> int:
    """Give the number that the prediction asks for, in its queue if it names one."""
    if not prediction.queue:
        return int(getattr(books, prediction.counts.value))
    return sum(_IN_A_LINE[prediction.counts](line) for line in books.lines if line.queue == prediction.queue)


def _number(id_: str, guess: int | str) -> int:
    try:
        number = int(str(guess))
    except ValueError:
        raise BadPrediction(id_, f"{str(guess)[:40]!r} is no whole number") from None
    if not 0 <= number <= HIGHEST:
        raise BadPrediction(id_, f"{number} is not between 0 and {HIGHEST:,}")
    return number


def _times(line: Line) -> int:
    return max(0, line.executed - 1) if line.expected else 0


_IN_A_LINE: Mapping[Counted, Callable[[Line], int]] = {
    Counted.EXECUTED: lambda line: int(line.expected and line.state is State.EXECUTED),
    Counted.DUPLICATED: _times,
    Counted.LOST: lambda line: int(line.expected and line.state is State.LOST),
    Counted.REDELIVERED: lambda line: line.redelivered,
    Counted.DEAD_LETTERED: lambda line: int(line.expected and line.state is State.DEAD_LETTERED),
}
