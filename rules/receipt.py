"""What a demo has shown so far: its receipt, a small file that `python -m demos receipts` writes and anyone can read.

Receipts stand beside the rules, because a rule that claims behaviour needs one. Nothing here runs a demo.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, NonNegativeInt, PositiveInt, TypeAdapter, ValidationError

from rules.model import Day
from rules.problems import Problem

RECEIPTS = Path(__file__).parent / "receipts"
"""One file for each demo, named after it."""

ENOUGH = 20
"""How many times in a row a demo has to show its claim."""

SHAPE = 1
"""Rises when a key is removed or means something else."""

Seconds = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Words = Annotated[str, Field(min_length=1, max_length=2_000)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=48)]


class Freshness(StrEnum):
    """Whether a receipt still speaks for what is there now."""

    FRESH = "fresh"
    STALE = "stale"
    OTHER_VERSIONS = "other versions"


@dataclass(frozen=True, slots=True, kw_only=True)
class RanOn:
    """A broker that the demo ran on: kind, backend, product and version, and where it came from, digest included."""

    broker: Words
    backend: Words
    version: Words
    origin: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A demo's claim and how often it was shown, of how many `times`; the others were refuted, void, or failed.

    `median` and `longest` are seconds from a ready broker to the judged claim. `seeds` make each run again. `story`
    is the SHA-256 of the demo's own code and card.
    """

    demo: Id
    claim: Words
    times: PositiveInt
    shown: NonNegativeInt
    refuted: NonNegativeInt
    void: NonNegativeInt
    failed: NonNegativeInt
    day: Day
    ran_on: Annotated[tuple[RanOn, ...], Field(min_length=1)]
    libraries: Mapping[str, Words] = field(default_factory=dict)
    median: Seconds
    longest: Seconds
    seeds: tuple[NonNegativeInt, ...]
    story: Hash

    @property
    def complete(self) -> bool:
        """Whether the claim was shown every time, and often enough."""
        return self.shown == self.times >= ENOUGH

    def freshness(
        self,
        *,
        checked: date | None = None,
        story: str | None = None,
        brokers: Mapping[str, str] | None = None,
        libraries: Mapping[str, str] | None = None,
    ) -> Freshness:
        """Say whether this receipt still speaks for a rule that was `checked` on a day, and for the demo as it is now.

        `story` is the hash of the demo's code now. `brokers` (kind -> product and version) and `libraries` (name ->
        version) are those at hand; only major versions are compared. What is not given is not looked at.
        """
        if (checked and self.day < checked) or (story and story != self.story):
            return Freshness.STALE
        ran_on = {each.broker: each.version for each in self.ran_on}
        same = _same(ran_on, brokers or {}) and _same(self.libraries, libraries or {})
        return Freshness.FRESH if same else Freshness.OTHER_VERSIONS


class ReceiptError(ValueError):
    """A receipt cannot be used. `problems` holds everything that is wrong with any of them."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n  ".join(["The receipts have problems. Make them again.", *map(str, problems)]))


@cache
def receipts(folder: Path = RECEIPTS) -> Mapping[str, Receipt]:
    """Give every receipt in `folder`, by the id of its demo.

    Raises:
        ReceiptError: with every problem of every file.
    """
    found: dict[str, Receipt] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        try:
            found[path.stem] = read_receipt(path.read_bytes(), file=path.name)
        except ReceiptError as error:
            problems += error.problems
    if problems:
        raise ReceiptError(problems)
    return found


def readable(folder: Path = RECEIPTS) -> Mapping[str, Receipt]:
    """Give every receipt in `folder` that can be read. One that cannot is like one that is missing."""
    found: dict[str, Receipt] = {}
    for path in sorted(folder.glob("*.json")):
        with suppress(ReceiptError):
            found[path.stem] = read_receipt(path.read_bytes(), file=path.name)
    return found


def read_receipt(content: bytes, *, file: str) -> Receipt:
    """Read one receipt. `file` is the name that problems give it, and its demo is named like it.

    Raises:
        ReceiptError: with everything that is wrong with it.
    """
    try:
        data = json.loads(content)
        (receipt,) = _ADAPTER.validate_python([_body(data)])
    except UnicodeDecodeError:
        raise ReceiptError([Problem(file, 0, 0, "It is not UTF-8 text.")]) from None
    except json.JSONDecodeError as error:
        raise ReceiptError([Problem(file, error.lineno, error.colno, f"Not JSON: {error.msg}.")]) from None
    except ValidationError as error:
        raise ReceiptError([Problem(file, 0, 0, _sentence(found)) for found in error.errors()]) from None
    if problems := [Problem(file, 0, 0, says) for says in _mistakes(receipt, file)]:
        raise ReceiptError(problems)
    return receipt


def write_receipt(receipt: Receipt) -> str:
    """Give the text of a receipt's file."""
    plain: dict[str, Any] = _ADAPTER.dump_python((receipt,), mode="json")[0]
    return json.dumps({"receipt": SHAPE, **plain}, indent=2, ensure_ascii=False) + "\n"


def _body(data: Any) -> Any:
    """The data without its shape, if that is one that can be read."""
    if isinstance(data, dict) and data.get("receipt") == SHAPE:
        return {name: value for name, value in data.items() if name != "receipt"}
    return data


def _mistakes(receipt: Receipt, file: str) -> Iterator[str]:
    ends = receipt.shown + receipt.refuted + receipt.void + receipt.failed
    if receipt.demo != Path(file).stem:
        yield f"It is the receipt of {receipt.demo}, so it should be named {receipt.demo}.json."
    if ends != receipt.times:
        yield f"It ran {receipt.times} times and ended {ends} times."
    if len(receipt.seeds) != receipt.times:
        yield f"It ran {receipt.times} times and has {len(receipt.seeds)} seeds."
    if receipt.median > receipt.longest:
        yield "The median is longer than the longest."


def _sentence(found: Any) -> str:
    place = ".".join(map(str, found["loc"][1:]))
    if found["type"] == "unexpected_keyword_argument" and place == "receipt":
        return f"receipt: only shape {SHAPE} can be read here; this one is {str(found['input'])[:20]!r}."
    return f"{place}: {found['msg']}." if place else f"{found['msg']}."


def _same(then: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return all(_major(then[name]) == _major(now[name]) for name in then.keys() & now.keys())


def _major(version: str) -> str:
    return version.partition(".")[0]


_ADAPTER = TypeAdapter(tuple[Receipt, ...], config=ConfigDict(extra="forbid"))
