"""Free ports on the loopback interface."""

import random
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TypeVar

from backends.errors import PortTaken

LOOPBACK = "127.0.0.1"
TRIES = 3
"""How often a start is tried, each time on other ports, when somebody else was faster."""

_LASTING = range(20_000, 32_768)
"""No system hands these out by itself: Linux begins at 32768, macOS at 49152."""

T = TypeVar("T")


def free_ports(count: int) -> tuple[int, ...]:
    """Give `count` different ports on which nobody listens now. Somebody else may still be faster."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for listener in sockets:
            listener.bind((LOOPBACK, 0))
        return tuple(listener.getsockname()[1] for listener in sockets)


def lasting_ports(count: int) -> tuple[int, ...]:
    """Give `count` different ports on which nobody listens, and which no client gets by chance.

    A broker that was ended finds them free when it is started again.
    """
    offered = random.SystemRandom().sample(_LASTING, len(_LASTING))
    free = (port for port in offered if _is_free(port))
    return tuple(next(free) for _ in range(count))


@contextmanager
def another_try(start: Callable[[], AbstractContextManager[T]]) -> Iterator[T]:
    """Enter what `start` gives; if a port was taken, leave it and enter a new one.

    Raises:
        PortTaken: three times in a row.
    """
    for left in reversed(range(TRIES)):
        with ExitStack() as stack:
            try:
                started = stack.enter_context(start())
            except PortTaken:
                if left == 0:
                    raise
                continue
            yield started
            return


def _is_free(port: int) -> bool:
    with socket.socket() as listener:
        try:
            listener.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
