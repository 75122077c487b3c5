"""An interview: what was answered or left open so far, in order, and what to ask next."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from rules.atlas import Ahead, Atlas
from rules.model import Answers, Question


class Reply(Enum):
    """What a person can write instead of a choice."""

    OPEN = auto()
    BACK = auto()
    WHY = auto()
    QUIT = auto()
    UNKNOWN = auto()


_WORDS = {"": Reply.OPEN, "b": Reply.BACK, "?": Reply.WHY, "q": Reply.QUIT}


def understood(text: str, question: Question) -> str | Reply:
    """What was written, as the id of a choice or as a wish. A choice is named by its number or its id."""
    word = text.strip()
    ids = [choice.id for choice in question.choices]
    if word in ids:
        return word
    if word.isascii() and word.isdigit() and 1 <= int(word[:4]) <= len(ids):
        return ids[int(word[:4]) - 1]
    return _WORDS.get(word.lower(), Reply.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Interview:
    """How far an interview has come. `given` was known before; `said` holds None for a question left open."""

    atlas: Atlas
    given: Answers
    said: Sequence[tuple[str, str | None]] = field(default=())

    @property
    def answers(self) -> Answers:
        """All that is known, in the order of the rulebook."""
        found = {**self.given, **dict(self.said)}
        asked = (question.id for question in self.atlas.rulebook.questions)
        return {name: choice for name in asked if (choice := found.get(name)) is not None}

    @property
    def ahead(self) -> Ahead:
        """What is still possible."""
        return self.atlas.ahead(self.answers)

    def next(self, ahead: Ahead) -> str | None:
        """The question that settles most, of those that can matter and were not left open."""
        asked = {question for question, _ in self.said}
        return next((one.question for one in ahead.prospects if one.matters and one.question not in asked), None)

    def answered(self, question: str, choice: str | None) -> "Interview":
        """The interview one answer further."""
        return replace(self, said=(*self.said, (question, choice)))

    def back(self) -> "Interview":
        """The interview before the last question."""
        return replace(self, said=self.said[:-1])
