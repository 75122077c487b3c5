"""A decision record: what was answered, what came of it under which rulebook, on what evidence, and by whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from records.code import DIGEST, decode, encode
from records.errors import ForeignRulebook, StaleAnswers
from records.shown import Shown, belonging
from rules import Recommendation, Rulebook, UnknownVersion, recommend, rulebook_of

APP = r"https?://[\w.~:/\[\]%-]+"
"""What an address of an app looks like: nothing in it ends a link, and nothing runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """Somebody who would have decided otherwise, and why. Both are text, whatever they contain."""

    who: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A decision as it is kept.

    `decided` is the day, passed in and never read from a clock; a link knows none. `title` is what it was decided
    for. `why_now` is what nobody but the team can write; it is empty until they do. `receipts` are what the demos
    behind it had shown then. `app` is the address of the app that links lead to: empty where the app itself shows the
    record, so that links are relative, and None where no app is known, so that faces name the code and have no link.
    """

    recommendation: Recommendation
    rulebook: Rulebook = field(repr=False)
    decided: date | None = None
    title: str = ""
    people: tuple[str, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    why_now: str = ""
    receipts: tuple[Shown, ...] = ()
    app: str | None = None

    @property
    def status(self) -> str:
        """`accepted` once people stand behind it, until then `proposed`."""
        return "accepted" if self.people else "proposed"

    @property
    def answers(self) -> Mapping[str, str]:
        """Question id -> choice id, in the order of the questions."""
        return self.recommendation.answers

    @property
    def code(self) -> str:
        """The code that stands for the answers and their rulebook."""
        return encode(self.answers, self.rulebook.digest)

    @property
    def permalink(self) -> str:
        """Where the decision opens, and says whether it still holds; a path alone if no address is known."""
        return f"{(self.app or '').rstrip('/')}/d/{self.code}"


def record_of(
    answers: Mapping[str, str],
    rulebook: Rulebook,
    decided: date | None = None,
    *,
    title: str = "",
    people: Iterable[str] = (),
    dissent: Iterable[Dissent] = (),
    why_now: str = "",
    receipts: Iterable[Shown] = (),
    app: str | None = None,
) -> Record:
    """The record of a decision on `answers`. Receipts of demos that it does not rest on are left out.

    Raises:
        UnknownAnswer: a question or a choice is not in the rulebook.
    """
    ordered = {question.id: answers[question.id] for question in rulebook.questions if question.id in answers}
    recommendation = recommend(ordered | dict(answers), rulebook)
    return Record(
        recommendation=recommendation,
        rulebook=rulebook,
        decided=decided,
        title=title,
        people=tuple(people),
        dissent=tuple(dissent),
        why_now=why_now,
        receipts=belonging(receipts, recommendation),
        app=app,
    )


def opened(code: str, *at_hand: Rulebook) -> tuple[Mapping[str, str], Rulebook]:
    """Give the answers that a code carries and the rulebook that it was made with.

    Rulebooks `at_hand` are looked at first, then every version that was ever shipped.

    Raises:
        RecordError: the code is damaged, or its rulebook is not here.
    """
    sealed = decode(code)
    rulebook = at_hand_or_shipped(sealed.digest, at_hand)
    return checked(sealed.answers, rulebook), rulebook


def checked(answers: Mapping[str, str], rulebook: Rulebook) -> Mapping[str, str]:
    """Give the answers back.

    Raises:
        StaleAnswers: the rulebook does not have one of them.
    """
    choices = {question.id: {choice.id for choice in question.choices} for question in rulebook.questions}
    for question, choice in answers.items():
        if question not in choices:
            raise StaleAnswers(f"question {question}")
        if choice not in choices[question]:
            raise StaleAnswers(f"choice {choice} for the question {question}")
    return answers


def at_hand_or_shipped(digest: str, at_hand: Iterable[Rulebook]) -> Rulebook:
    """The rulebook whose digest is or begins with `digest`: one at hand, else any version that was ever shipped.

    Raises:
        ForeignRulebook: there is none.
    """
    for rulebook in at_hand:
        if rulebook.digest.startswith(digest):
            return rulebook
    try:
        return rulebook_of(digest)
    except UnknownVersion:
        raise ForeignRulebook(digest[:DIGEST]) from None
