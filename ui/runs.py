"""What is performed in this app: runs of one desk for everybody, one at a time for each visitor, and recordings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from demos.demo import Demo
from demos.desk import Desk
from demos.errors import BadPrediction, Closing, Crowded, DemoError
from demos.performance import Performance
from demos.run import Run, Status
from ui import brokers, recordings, state


@dataclass(frozen=True, slots=True)
class Shown:
    """A performance that a visitor looks at; `own` if this visitor started it and may end or break it."""

    it: Performance
    own: bool


@cache
def desk() -> Desk:
    """The desk that all visitors ask for runs."""
    return Desk(brokers.warm().space)


def ask_for(demo: Demo, parameters: Mapping[str, int], guesses: Mapping[str, int]) -> str | None:
    """Ask for a run and give its id; None if it was refused, which the page says.

    A visitor who has one on already keeps that one, so a double click is one run.
    """
    try:
        run = desk().admit(demo, parameters, visitor=state.visitor(), predictions=guesses)
    except (Crowded, Closing, BadPrediction) as refusal:
        state.set_refusal(str(refusal))
        return None
    state.set_refusal(None)
    state.set_run(run.id)
    state.set_recording(None)
    state.watch(None)
    return run.id


def play(demo: Demo, guesses: Mapping[str, int]) -> str | None:
    """Play the recording of `demo` and give its id; None if it cannot be played, which the page says.

    A run of the visitor that waits in line goes on waiting.
    """
    try:
        recording = recordings.begin(demo, guesses)
    except DemoError as refusal:
        state.set_refusal(str(refusal))
        return None
    state.set_refusal(None)
    state.set_recording(recording.id)
    state.watch(None)
    return recording.id


def find(id_: str) -> Performance | None:
    """Give the run or recording with that id; None if there is none, or it was forgotten."""
    return desk().find(id_) or recordings.find(id_)


def mine() -> Run | None:
    """The run that this visitor asked for last, while it is remembered."""
    run_id = state.current_run()
    return desk().find(run_id) if run_id else None


def shown(demo: Demo) -> Shown | None:
    """What the visitor looks at for `demo`: what they watch, or their recording or run, whichever came last.

    A recording is played in the meantime: it goes as soon as the visitor's own run has its turn.
    """
    watched, run, recording = _watched(), mine(), _recording()
    if recording and run and run.status not in (Status.QUEUED, *_ENDED):
        state.set_recording(None)
        recording = None
    look = Shown(watched, own=False) if watched else Shown(recording, own=True) if recording else None
    look = look or (Shown(run, own=True) if run else None)
    return look if look and look.it.demo.id == demo.id else None


_ENDED = tuple(status for status in Status if status.ended)


def _watched() -> Performance | None:
    id_ = state.watched()
    return find(id_) if id_ and id_ != state.current_run() else None


def _recording() -> Performance | None:
    id_ = state.recording()
    return recordings.find(id_) if id_ else None


def waiting_for_turn() -> bool:
    """Whether the visitor's own run is in line."""
    run = mine()
    return run is not None and run.status is Status.QUEUED


def skip() -> None:
    """Tell the rest of the visitor's recording at once."""
    if recording := recordings.find(state.recording() or ""):
        recording.playhead.skip()


def cancel() -> None:
    """Cancel the run of this visitor, if one is on."""
    if (run := mine()) is not None:
        run.cancel()


def leave(visitor: str) -> None:
    """Cancel the run of a visitor who is gone, if one is on."""
    if (run := desk().run_of(visitor)) is not None:
        run.cancel()


def close() -> None:
    """Cancel every run, wait until each is put away, and close the brokers."""
    desk().close()
    brokers.warm().close()
