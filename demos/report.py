"""How a consumer or worker, a process of its own, tells what it does.

The run hands the writing end of a pipe to every process that it starts. One report is one line of JSON,
written in one call: the kernel keeps such a write in one piece up to PIPE_BUF bytes (pipe(7)), from any
number of processes, and keeps it readable after the writer was killed.
"""

import json
import os
import time

from demos.events import What

PIPE = "QUEUEWISE_EVENTS"
NAME = "QUEUEWISE_NAME"
_STANDARD_OUTPUT = 1


def own_name() -> str:
    """Give the name of this process, which is its stop on the route."""
    return os.environ.get(NAME, "worker")


def report(what: What, stop: str = "", message: str | None = None, /, **detail: str | int | float) -> None:
    """Tell the run that `what` happened; without a run, print it."""
    write(int(os.environ.get(PIPE, _STANDARD_OUTPUT)), what, stop, message, moment=None, **detail)


def write(
    pipe: int,
    what: What,
    stop: str = "",
    message: str | None = None,
    /,
    *,
    moment: float | None = None,
    **detail: str | int | float,
) -> None:
    """Write one report, with the `moment` at which it happened; without it, now.

    All processes of a machine share the monotonic clock (clock_gettime(2)).
    """
    when = time.monotonic() if moment is None else moment
    told = {"what": what, "stop": stop, "message": message, "moment": when, "detail": detail}
    os.write(pipe, (json.dumps(told) + "\n").encode())
