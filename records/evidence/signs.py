"""Signs: what a fact says about a question. They stand in signs.yaml; here is only their shape."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from records.evidence.fact import Fact
from rules.text import read

FILE = Path(__file__).parent / "signs.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Sight(_Strict):
    """Facts of one kind, by name, by value, or by a number."""

    fact: str
    names: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None

    def fits(self, fact: Fact) -> bool:
        """Whether a fact is meant."""
        if fact.kind != self.fact or (self.names and fact.name not in self.names):
            return False
        return (not self.values or fact.value in self.values) and self._measures(fact.value)

    def _measures(self, value: str) -> bool:
        if self.at_least is None and self.at_most is None:
            return True
        try:
            number = float(value)
        except ValueError:
            return False
        return (self.at_least is None or self.at_least <= number) and (self.at_most is None or number <= self.at_most)


class Sign(_Strict):
    """What is seen, what it leaves possible, and one sentence why.

    `see`, `also` and `unless` are names of sights: the first gives the places, all of the second must be there, too,
    and none of the third: in the same file, in the same part of a monorepo, or anywhere in the folder. A sign without
    `leaves` rules nothing out; it is told because somebody may know more.
    """

    id: str
    question: str
    see: str
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    within: Literal["file", "part", "folder"] = "folder"
    leaves: tuple[str, ...] = ()
    says: str


class _Written(_Strict):
    sights: Mapping[str, Annotated[tuple[Sight, ...], Field(min_length=1)]]
    signs: tuple[Sign, ...]


def signs() -> tuple[Sign, ...]:
    """Every sign, in the order in which they are written."""
    return _written().signs


def seen(name: str, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that a sight means."""
    sights = sight(name)
    return tuple(fact for fact in facts if any(each.fits(fact) for each in sights))


def sight(name: str) -> tuple[Sight, ...]:
    """What a sight means, by its name."""
    return _written().sights[name]


@cache
def _written() -> _Written:
    return _Written.model_validate(read(FILE.read_text(encoding="utf-8"), file=FILE.name).data)
