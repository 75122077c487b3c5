"""Ends a story that waits for its broker and does not look up: in a publish that the broker blocks, for example."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Event as Signal
from threading import Thread

from backends.contract import Space
from backends.trouble import refusal, trouble_of
from demos.errors import BrokerBlocks, CrewLost, DemoError
from demos.following import Following
from demos.pulse import BROKEN, Pulse

PATIENCE = 1.5
"""Seconds that a story has to end by itself once it should, and that a broker may block before that counts."""

_LOOK_SECONDS = 0.5
_STOP_SECONDS = 5.0


@contextmanager
def watched(spaces: Mapping[str, Space], follow: Following) -> Iterator[None]:
    """Have another thread look, until leaving, whether the story in the body should have ended.

    Then whoever follows hears why, and the spaces are severed, so that who waits for a broker gets an error.

    Raises:
        DemoError: the spaces were severed, and the body took no notice.
    """
    over = Signal()
    thread = Thread(target=_watch, args=(spaces, follow, over), daemon=True, name="watch")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(_STOP_SECONDS)
    if follow.ended is not None:
        raise follow.ended


@contextmanager
def explained(spaces: Mapping[str, Space], follow: Following, heart: Pulse) -> Iterator[None]:
    """Raise, for an error of the body, what was behind it if that is known, and the error itself otherwise.

    Clients and processes fail in many ways when their broker dies or was severed. Only others can say why.
    """
    try:
        yield
    except Exception as problem:
        if why := follow.over():
            raise why from None
        if isinstance(problem, (CrewLost, *BROKEN)):
            heart.make_sure()
            _require_no_trouble(spaces)
        raise


def _watch(spaces: Mapping[str, Space], follow: Following, over: Signal) -> None:
    since: float | None = None
    while not over.wait(_LOOK_SECONDS):
        why = follow.over() or _blocked(spaces)
        since = None if why is None else since or time.monotonic()
        if why is not None and since is not None and time.monotonic() - since >= PATIENCE:
            follow.end(why)
            for space in spaces.values():
                space.sever()
            return


def _blocked(spaces: Mapping[str, Space]) -> DemoError | None:
    """Say that a shared broker takes nothing. That a private one does not may be what the demo shows."""
    for space in spaces.values():
        if space.endpoint.control is None and (trouble := refusal(space.endpoint)):
            return BrokerBlocks(space.endpoint.address, trouble)
    return None


def _require_no_trouble(spaces: Mapping[str, Space]) -> None:
    for space in spaces.values():
        shared = space.endpoint.control is None  # and answers: somebody has made sure
        if trouble := (refusal if shared else trouble_of)(space.endpoint):
            raise BrokerBlocks(space.endpoint.address, trouble) from None
