"""`decision.yaml`: a decision that is committed beside the code it is about, and asked again by `drift`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from records.errors import ForeignRulebook, UnreadableRecord
from records.receipts import ShownBefore, one_each, receipt, receipts
from records.record import Dissent, Record, at_hand_or_shipped, checked, record_of
from records.shape import RulebookName, Text
from records.shown import Shown
from records.verify import Difference, strays
from rules import Recommendation, Rulebook, Word
from rules.text import Document, Path, Refused, read
from rules.written import as_yaml

_PLAIN = re.compile(r"0|[1-9][0-9]*")
HEAD = "# A decision of Queuewise. `python -m records drift` says whether it still holds.\n"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Accepted(_Strict):
    """The outcome that was accepted, and how firm it was."""

    option: Text
    instead: Text | None = None
    fits: Literal["true", "false"] = "true"
    word: Word


class _Dissenting(_Strict):
    who: Text
    says: Text


class _Receipt(ShownBefore):
    model_config = ConfigDict(strict=False)  # every value of the file is text

    @field_validator("shown", "times", mode="before")
    @classmethod
    def _plainly(cls, number: object) -> object:
        # Python takes 2_0 for 20, and YAML 1.1 takes 1:30 for 90: whoever meant something else would never know.
        if not (isinstance(number, str) and _PLAIN.fullmatch(number)):
            raise PydanticCustomError("number", "Write a plain number such as 20")
        return number


class _Written(_Strict):
    decision: Literal["1"] = Field(description="The version of this file's shape.")
    title: Text = ""
    decided: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]
    people: Annotated[list[Text], Field(max_length=100)] = []
    dissent: Annotated[list[_Dissenting], Field(max_length=100)] = []
    why_now: Text = ""
    receipts: Annotated[list[_Receipt], Field(max_length=50), AfterValidator(one_each)] = []
    rulebook: RulebookName
    answers: dict[str, str]
    accepted: Accepted

    @field_validator("decided")
    @classmethod
    def _in_the_calendar(cls, decided: str) -> str:
        try:
            date.fromisoformat(decided)
        except ValueError as problem:
            raise PydanticCustomError("day", "{problem}", {"problem": str(problem)}) from None
        return decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What stands in a `decision.yaml`. Nothing of it was looked up yet."""

    answers: Mapping[str, str]
    accepted: Accepted
    version: str
    digest: str
    decided: date
    title: str = ""
    people: tuple[str, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    why_now: str = ""
    receipts: tuple[Shown, ...] = ()

    def rulebook(self, *at_hand: Rulebook) -> Rulebook:
        """The rulebook that it was made with.

        Raises:
            ForeignRulebook: it is not here.
        """
        found = at_hand_or_shipped(self.digest, at_hand)
        if found.digest != self.digest:
            raise ForeignRulebook(self.digest)
        return found

    def record(self, *at_hand: Rulebook, app: str | None = None) -> Record:
        """The record that its answers lead to.

        Raises:
            RecordError: the rulebook is not here, or does not know an answer.
        """
        rulebook = self.rulebook(*at_hand)
        return record_of(
            checked(self.answers, rulebook),
            rulebook,
            self.decided,
            title=self.title,
            people=self.people,
            dissent=self.dissent,
            why_now=self.why_now,
            receipts=self.receipts,
            app=app,
        )

    def differences(self, *at_hand: Rulebook) -> tuple[Difference, ...]:
        """Every part of what was accepted that its own answers do not lead to, under its own rulebook.

        Receipts are among them if their demo is not behind the decision.

        Raises:
            RecordError: as `record`.
        """
        it = self.record(*at_hand)
        derived = accepted(it.recommendation)
        pairs = ((name, getattr(self.accepted, name), getattr(derived, name)) for name in Accepted.model_fields)
        told = (Difference(f"accepted.{name}", str(was), str(now)) for name, was, now in pairs if was != now)
        return (*told, *strays(self.receipts, it))


def accepted(it: Recommendation) -> Accepted:
    """What a recommendation gives to accept."""
    outcome = it.outcome
    return Accepted(
        option=outcome.option, instead=outcome.instead, fits="true" if outcome.fits else "false", word=it.word
    )


def write_decision(record: Record) -> str:
    """The text of a `decision.yaml`, the same bytes for the same record.

    Raises:
        ValueError: the record has no day.
    """
    if record.decided is None:
        raise ValueError("a decision has a day")
    outcome = accepted(record.recommendation).model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    told: dict[str, Any] = {
        "decision": 1,
        "title": record.title,
        "decided": record.decided,
        "people": list(record.people),
        "dissent": [{"who": one.who, "says": one.says} for one in record.dissent],
        "why_now": record.why_now,
        "receipts": [receipt(one) for one in record.receipts],
        "rulebook": {"version": record.rulebook.version, "digest": record.rulebook.digest},
        "answers": dict(record.answers),
        "accepted": outcome,
    }
    return HEAD + as_yaml({name: value for name, value in told.items() if value not in ("", [])})


def read_decision(text: str, *, file: str) -> Decision:
    """Read a `decision.yaml`.

    Raises:
        UnreadableRecord: with every problem, its line and its column.
    """
    try:
        document = read(text, file=file)
        written = _Written.model_validate(document.data)
        return _decision(written)
    except Refused as refused:
        raise UnreadableRecord([str(refused.problem)]) from None
    except ValidationError as problem:
        raise UnreadableRecord([*_problems(document, problem)]) from None


def _decision(written: _Written) -> Decision:
    return Decision(
        answers=written.answers,
        accepted=written.accepted,
        version=written.rulebook.version,
        digest=written.rulebook.digest,
        decided=date.fromisoformat(written.decided),
        title=written.title,
        people=tuple(written.people),
        dissent=tuple(Dissent(who=one.who, says=one.says) for one in written.dissent),
        why_now=written.why_now,
        receipts=receipts(written.receipts),
    )


def _problems(document: Document, problem: ValidationError) -> Iterator[str]:
    for each in problem.errors():
        path: Path = each["loc"]
        yield str(document.problem(path, f"{'.'.join(map(str, path)) or 'the file'}: {each['msg']}."))
