"""Deposits and withdrawals are written to a stream and read again and again; then two writers collide unnoticed."""

from collections.abc import Sequence
from contextlib import ExitStack

from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker
from demos.amqp import connected
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, Event, What
from demos.stories.rabbitmq_stream.account import Entry, balance, entries
from demos.stories.rabbitmq_stream.stream import STREAM, declare, read
from demos.workload import CITIES

READER = "demos.stories.rabbitmq_stream.reader"
WRITERS = ("writer-1", "writer-2")
PATIENCE = 10.0


def perform(stage: Stage) -> None:
    """Run the story from the first entry to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    written = entries(stage.parameters["entries"], seed=stage.seed)
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        now = stage.emit(What.STAGE, name="append")
        declare(channel)
        members.start("bookkeeper", READER, "live")
        for entry in written:
            append(channel, entry, "shop", stage.emit)
        members.settle(What.EXECUTED, after=now)

        stage.emit(What.STAGE, name="replay")
        middle = wait_for_entry(members, written[len(written) // 2 - 1])
        replay(members, middle, last=written[-1])

        now = stage.emit(What.STAGE, name="collide")
        account = CITIES[stage.seed % len(CITIES)]
        two = withdraw_twice(url, account, last=written[-1], emit=stage.emit)
        members.settle(What.EXECUTED, after=now)

        stage.emit(What.STAGE, name="count")
        members.dismiss()
        left = list(read(channel, "first", until=two[-1].id, patience=PATIENCE))
        stage.emit(What.CLOSED, STREAM, waiting=len(left))


def append(channel: BlockingChannel, entry: Entry, who: str, emit: Emit) -> None:
    """Write one entry to the end of the stream; return when the broker has it."""
    properties = BasicProperties(
        message_id=entry.id, content_type="application/json", delivery_mode=DeliveryMode.Persistent
    )
    emit(What.SENT, who, entry.id, queue=STREAM, account=entry.account, cents=entry.cents, follows=entry.follows)
    channel.basic_publish("", STREAM, entry.as_json(), properties, mandatory=True)
    emit(What.CONFIRMED, STREAM, entry.id)


def wait_for_entry(members: Crew, entry: Entry) -> Event:
    """Give what the bookkeeper told of one entry."""
    return next(e for e in members.follow() if e.what is What.EXECUTED and e.message == entry.id)


def replay(members: Crew, middle: Event, *, last: Entry) -> None:
    """Start two readers that were not there before: one reads all, one goes on from what was known in the middle."""
    members.start("auditor", READER, "again", "first", last.id, "0")
    after, cents = int(middle.detail["offset"]) + 1, str(middle.detail["balance"])
    members.start("successor", READER, "again", str(after), last.id, cents)
    for reader in ("auditor", "successor"):
        members.wait_for(What.OBSERVED, reader)


def withdraw_twice(url: str, account: str, *, last: Entry, emit: Emit) -> Sequence[Entry]:
    """Have two writers look at one account, then each withdraw all that it has, and give both withdrawals."""
    with ExitStack() as opened:
        channels = [opened.enter_context(connected(url)) for _ in WRITERS]
        known = [
            look(channel, account, who, last=last, emit=emit) for channel, who in zip(channels, WRITERS, strict=True)
        ]
        both = [
            Entry(id=f"withdrawal-{number}", account=account, cents=-balance(seen), follows=len(seen))
            for number, seen in enumerate(known, start=1)
        ]
        for channel, who, entry in zip(channels, WRITERS, both, strict=True):
            append(channel, entry, who, emit)
        return both


def look(channel: BlockingChannel, account: str, who: str, *, last: Entry, emit: Emit) -> list[Entry]:
    """Give the entries of one account. The stream cannot find them, so everything is read."""
    found = [each.entry for each in read(channel, "first", until=last.id, patience=PATIENCE)]
    seen = [entry for entry in found if entry.account == account]
    emit(What.MEASURED, who, name="read", value=len(found), unit="entries")
    emit(What.MEASURED, who, name="wanted", value=len(seen), unit="entries")
    return seen
