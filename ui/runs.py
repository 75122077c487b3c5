"""The runs of this app: one desk for everybody, one run at a time for each visitor."""

from collections.abc import Mapping
from functools import cache

from demos.demo import Demo
from demos.desk import Desk
from demos.errors import BadPrediction, Closing, Crowded
from demos.run import Run
from ui import brokers, state


@cache
def desk() -> Desk:
    """The desk that all visitors ask for runs."""
    return Desk(brokers.warm().space)


def ask_for(demo: Demo, parameters: Mapping[str, int], guesses: Mapping[str, int]) -> None:
    """Ask for a run; a visitor who has one on already keeps that one, so a double click is one run."""
    try:
        run = desk().admit(demo, parameters, visitor=state.visitor(), predictions=guesses)
    except (Crowded, Closing, BadPrediction) as refusal:
        state.set_refusal(str(refusal))
    else:
        state.set_refusal(None)
        state.set_run(run.id)


def mine() -> Run | None:
    """The run that this visitor asked for last, while it is remembered."""
    run_id = state.current_run()
    return desk().find(run_id) if run_id else None


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
