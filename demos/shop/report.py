"""How the programs of the shop tell what they do: one line of JSON each, on standard output unless a pipe is given."""

import json
import os
import time

PIPE, NAME = "QUEUEWISE_EVENTS", "QUEUEWISE_NAME"
_STANDARD_OUTPUT = 1


def own_name() -> str:
    """Give the name of this process."""
    return os.environ.get(NAME, "worker")


def report(what: str, message: str | None = None, /, **detail: str | int | float) -> None:
    """Tell that `what` happened here, to that message."""
    told = {"what": what, "stop": own_name(), "message": message, "moment": time.monotonic(), "detail": detail}
    # In one call, so that the lines of several processes do not mix.
    os.write(int(os.environ.get(PIPE, _STANDARD_OUTPUT)), (json.dumps(told) + "\n").encode())
