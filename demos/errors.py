"""What can go wrong with demos.

DemoError
├── InvalidCatalogue   the words and numbers of the demos are wrong (the author's mistake)
├── NoSuchDemo         nobody wrote a demo with that id
├── BadParameter       a number that the demo does not know or cannot take
├── NoSuchFault        a fault that the demo does not have
├── NotNow             a fault that the run does not take at this moment
├── BadPrediction      a guess that the demo does not ask for, or that is no sensible number
├── ProgramMissing     this machine lacks a program, or a package of npm, that the demo needs
├── NotEvidence        a file that is no evidence, or of a shape that cannot be read here
├── EvidenceDamaged    evidence that was cut off or edited
├── JournalFailed      what happened could not be written down
├── Cancelled          somebody pressed Cancel, or left
├── Overdue            the run took longer than it may
├── BrokerGone         the broker stopped answering while the run was on
├── BrokerBlocks       the broker answered and took no message any more while the run was on
├── CrewLost           a consumer or worker ended by itself
├── Crowded            too many runs wait already
└── Closing            the app is going down and takes no more runs
"""

from collections.abc import Sequence

from backends.fate import Trouble


class DemoError(Exception):
    """A demo cannot be run, or did not come to its end. The message can be shown as it is."""


class InvalidCatalogue(DemoError):
    """The catalogue has mistakes; `problems` names every one of them with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        noun = "problem" if len(self.problems) == 1 else "problems"
        super().__init__("\n  ".join([f"The cards of the demos: {len(self.problems)} {noun}", *self.problems]))


class NoSuchDemo(DemoError):
    """There is no demo with that id."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no demo {asked!r}. There are: {', '.join(known)}.")


class BadParameter(DemoError):
    """A parameter does not exist or is out of its limits."""

    def __init__(self, parameter: str, why: str) -> None:
        super().__init__(f"The parameter {parameter} cannot be set like that: {why}.")


class NoSuchFault(DemoError):
    """A demo has no fault with that id."""

    def __init__(self, asked: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no fault {asked!r} here. There are: {', '.join(known) or 'none'}.")


class NotNow(DemoError):
    """A fault was asked for when it could not be had."""

    def __init__(self, asked: str, why: str) -> None:
        super().__init__(f"{asked} cannot be had now: {why}.")


class BadPrediction(DemoError):
    """A guess is for something that the demo does not ask, or is no sensible number."""

    def __init__(self, prediction: str, why: str) -> None:
        super().__init__(f"The prediction {prediction[:40]!r} cannot be taken: {why}.")


class ProgramMissing(DemoError):
    """The demo needs a program, or a package of npm, that this machine lacks; `names` are all of them."""

    def __init__(self, demo: str, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            f"The demo {demo} needs {', '.join(self.names)}, which this machine lacks. "
            "On Debian and macOS `make node` gets it. Elsewhere install Node.js 18 or newer with npm first."
        )


class NotEvidence(DemoError):
    """A file is no evidence of a run."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This file is no evidence of a run that can be read here: {why[:200]}.")


class EvidenceDamaged(DemoError):
    """Evidence does not fit its own hashes; `places` says where, the first one first."""

    def __init__(self, places: Sequence[str]) -> None:
        self.places = tuple(places)
        told = "\n  ".join(self.places)
        super().__init__(f"Evidence damaged: it is not what was written when the run ended.\n  {told}")


class JournalFailed(DemoError):
    """The journal of a run could not be written."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"What happened could not be written to the run's journal ({why}), so the run was stopped: "
            "it would be no evidence. Make room on the disk and run it again."
        )


class Cancelled(DemoError):
    """The run was cancelled."""


class Overdue(DemoError):
    """The run did not come to its end in time."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"The run did not come to its end within {seconds:.0f} s. The machine may be busy: try fewer messages."
        )


class BrokerGone(DemoError):
    """A broker stopped answering in the middle of a run; `trouble` says why, if that is known."""

    def __init__(self, address: str, trouble: Trouble | None = None) -> None:
        why = f"{trouble.happened} " if trouble else ""
        remedy = trouble.remedy if trouble else "Run it again to get a fresh broker."
        super().__init__(
            f"The broker at {address} stopped answering in the middle of the run. {why}"
            f"What was counted until then is kept. {remedy}"
        )


class BrokerBlocks(DemoError):
    """A broker took nothing any more in the middle of a run, although it was there; `trouble` says why."""

    def __init__(self, address: str, trouble: Trouble) -> None:
        super().__init__(
            f"The broker at {address} held the run up. {trouble.happened} It was expected to take what is published. "
            f"What was counted until then is kept. {trouble.remedy}"
        )


class CrewLost(DemoError):
    """A process that the demo needs ended by itself. `log` are its last lines, with secrets masked."""

    def __init__(self, name: str, status: int | None, log: str) -> None:
        self.name, self.log = name, log
        ended = "did not get ready in time" if status is None else f"ended by itself with status {status}"
        lines = f" Its last lines:\n{log}" if log else " It said nothing."
        super().__init__(f"The process {name} {ended}; it was expected to work until the end of the run.{lines}")


class Crowded(DemoError):
    """So many runs wait already that one more would wait too long."""

    def __init__(self, waiting: int) -> None:
        super().__init__(f"{waiting} runs are waiting already. Try again in a minute.")


class Closing(DemoError):
    """The app is going down."""

    def __init__(self) -> None:
        super().__init__("The app is going down and takes no more runs.")
