"""A reader: computes the balance of all accounts from the stream, by itself and at its own pace.

    python -m demos.stories.rabbitmq_stream.reader live
    python -m demos.stories.rabbitmq_stream.reader again START UNTIL CENTS

`live` tells of every entry and goes on for ever. `again` reads from START ("first" or an offset) to the entry UNTIL,
on top of a balance of CENTS, and tells what it came to.
"""

import hashlib
import os
import signal
import sys
from collections.abc import Iterable

from pika.adapters.blocking_connection import BlockingChannel

from demos.amqp import connected
from demos.events import What
from demos.report import own_name, report
from demos.stories.rabbitmq_stream.account import balance
from demos.stories.rabbitmq_stream.stream import STREAM, read


def main(way: str, start: str = "first", until: str = "", cents: str = "0") -> None:
    """Read until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        report(What.JOINED, own_name(), pid=os.getpid())
        if way == "live":
            follow(channel)
        else:
            again(channel, start, until, int(cents))
            signal.pause()


def follow(channel: BlockingChannel) -> None:
    """Tell of every entry, with its place and the balance so far."""
    cents = 0
    for each in read(channel, "first"):
        cents += each.entry.cents
        report(What.EXECUTED, own_name(), each.entry.id, queue=STREAM, attempt=1, offset=each.offset, balance=cents)


def again(channel: BlockingChannel, start: str, until: str, cents: int) -> None:
    """Tell how many entries were read, which ones, and what the balance is with them."""
    found = [each.entry for each in read(channel, start if start == "first" else int(start), until=until)]
    report(What.MEASURED, own_name(), name="read", value=len(found), unit="entries")
    report(What.MEASURED, own_name(), name="balance", value=cents + balance(found), unit="cents")
    report(What.OBSERVED, own_name(), name="ids", value=digest(entry.id for entry in found))


def digest(ids: Iterable[str]) -> str:
    """Give one short word for many ids in their order: equal if and only if they are the same."""
    return hashlib.sha256(" ".join(ids).encode()).hexdigest()[:16]


if __name__ == "__main__":
    main(*sys.argv[1:])
