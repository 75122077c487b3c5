"""What can be wrong with a record or with the code that stands for it.

RecordError
├── MalformedCode     it is no code of ours
├── NewerCode         a later Queuewise made it
├── DamagedCode       a character of it was changed, dropped or added
├── ForeignRulebook   this Queuewise does not have the rulebook that it was made with
├── StaleAnswers      that rulebook has no such question or choice
└── UnreadableRecord  a file is no record
"""

from collections.abc import Sequence


class RecordError(Exception):
    """A record cannot be read. The message says what happened, what was expected and what to do."""


class MalformedCode(RecordError):
    """The text is no code."""

    def __init__(self) -> None:
        super().__init__(
            "This is no code of a decision. One was expected that looks like 1.rulebook.question~choice.checksum. "
            "Copy the whole address again."
        )


class NewerCode(RecordError):
    """The code has a form that this version does not know."""

    def __init__(self) -> None:
        super().__init__(
            "A newer Queuewise made this code. One that begins with 1 was expected. "
            "Open it where it was made, or update."
        )


class DamagedCode(RecordError):
    """The checksum does not fit the rest."""

    def __init__(self) -> None:
        super().__init__(
            "The checksum of this code does not fit, so at least one character of it was changed, dropped or added. "
            "Nothing was guessed. Copy the whole address again from where it was written down."
        )


class ForeignRulebook(RecordError):
    """The rulebook is not at hand."""

    def __init__(self, digest: str) -> None:
        super().__init__(
            f"The code is whole, but it was made with the rulebook {digest}, which this Queuewise does not have. "
            "Open it where that rulebook is used, or start the app with it."
        )


class StaleAnswers(RecordError):
    """The code is whole and names what its rulebook does not have: somebody else's rulebook with the same digest."""

    def __init__(self, what: str) -> None:
        super().__init__(f"The code is whole, but its rulebook has no {what}. Open it where it was made.")


class UnreadableRecord(RecordError):
    """A file cannot be read as a record; `problems` names everything that is wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        noun = "problem" if len(self.problems) == 1 else "problems"
        super().__init__("\n  ".join([f"This is no decision record: {len(self.problems)} {noun}", *self.problems]))
