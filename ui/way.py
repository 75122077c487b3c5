"""The shortest way through the questions: what was put so far, and what to put next."""

from collections.abc import Collection
from dataclasses import dataclass

from rules.atlas import Ahead


@dataclass(frozen=True, slots=True)
class Way:
    """`put` are the questions that were answered or left open, in that order; `again` is one that is put again."""

    put: tuple[str, ...] = ()
    again: str | None = None

    def question(self, ahead: Ahead) -> str | None:
        """What to ask: what is put again, else what settles most of all that can matter and was not put yet."""
        waiting = (one.question for one in ahead.prospects if one.matters and one.question not in self.put)
        return self.again or next(waiting, None)

    def among(self, questions: Collection[str]) -> "Way":
        """The same without questions that there are no more: the rulebook can change on the way."""
        again = self.again if self.again in questions else None
        return Way(tuple(each for each in self.put if each in questions), again)

    def passed(self, question: str) -> "Way":
        """The way one question further, whether it was answered or left open."""
        return Way((*(each for each in self.put if each != question), question))

    def back(self) -> "Way":
        """The way at the question before."""
        return Way(self.put[:-1], self.put[-1]) if self.put else self

    def to(self, question: str) -> "Way":
        """The way at some question that was put or answered before."""
        return Way(tuple(each for each in self.put if each != question), question)
