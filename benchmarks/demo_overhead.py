"""What telling costs: messages a second of each demo's own publishing, and of a bare client with the same guarantees.

python -m benchmarks.demo_overhead --backend local

Both push the same messages to the same broker in turns, every event goes into a journal, a reader follows the events as
a page would, and the median of the rounds is printed. The demo has to reach 90 % of the bare client.
"""

import argparse
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import redis
from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel

from backends.choose import configured
from backends.contract import Broker, Space
from backends.warm import Warm
from benchmarks.figure import Figure, Tell
from demos.application import closing
from demos.chronicle import Chronicle
from demos.events import Emit
from demos.journal import journal
from demos.stories.celery_rabbitmq_crash import kitchen as on_rabbitmq
from demos.stories.celery_rabbitmq_crash import story as crash
from demos.stories.celery_redis_tasks import kitchen as on_redis
from demos.stories.celery_redis_tasks import story as tasks
from demos.stories.rabbitmq_routing import story as routing
from demos.stories.rabbitmq_routing.topology import EXCHANGE, FIRST_BINDINGS
from demos.workload import Order, orders

ORDERS = 25
ROUNDS = 60
"""Many short rounds in turns: what else the machine does then falls on both alike."""

LOOK_SECONDS = 0.05
"""How often the reader looks for new events, as a page does."""

BAR = 90.0
"""Percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Two ways of pushing the same messages. `messages` is how many one round pushes; `empty` empties the queues."""

    title: str
    messages: int
    demo: Callable[[Emit], object]
    bare: Callable[[], object]
    empty: Callable[[], object]


def main() -> int:
    """Print the medians; give 1 if a demo stays below the bar."""
    parser = argparse.ArgumentParser(description="Compare the demos' publishing with bare clients.")
    parser.add_argument("--backend", choices=("given", "containers", "local", "embedded"))
    figures = list(measure(lambda _: None, only=parser.parse_args().backend))
    print("\n".join(map(str, figures)))
    return 0 if all(figure.holds for figure in figures) else 1


def measure(tell: Tell, *, times: int = ROUNDS, only: str | None = None) -> Iterator[Figure]:
    """Messages a second that each demo pushes while it tells, over those of a bare client."""
    with Warm([each for each in configured() if only in (None, each.name)]) as warm:
        for contest in (_pika, _celery_on_redis, _celery_on_rabbitmq):
            with contest(warm) as opened:
                tell(f"{opened.title}, {times} rounds of {opened.messages} messages each")
                yield _held(opened, times)


def _held(contest: Contest, times: int) -> Figure:
    rounds = [_round(contest, demo_first=bool(number % 2)) for number in range(times)]
    bare, demo = (statistics.median(rates) for rates in zip(*rounds, strict=True))
    return Figure(
        what=f"Demo over bare client, {contest.title}",
        # Each round against the one beside it: how busy the machine is changes from round to round.
        value=100 * statistics.median(told / plain for plain, told in rounds),
        unit="%",
        basis=f"median of {times} rounds in turns; {demo:,.0f} over {bare:,.0f} messages/s",
        at_least=BAR,
    )


def _round(contest: Contest, *, demo_first: bool) -> tuple[float, float]:
    """Give messages a second of the bare client and of the demo, each to empty queues."""
    early = _rate_of_demo(contest) if demo_first else 0.0
    bare = _rate(contest.messages, contest.bare)
    contest.empty()
    return bare, early or _rate_of_demo(contest)


def _rate_of_demo(contest: Contest) -> float:
    with _told() as emit:
        rate = _rate(contest.messages, lambda: contest.demo(emit))
    contest.empty()
    return rate


def _rate(messages: int, work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return messages / (time.perf_counter() - began)


@contextmanager
def _told() -> Iterator[Emit]:
    """Give an emit whose events are written down, and somebody follows them."""
    chronicle, seen = Chronicle(), 0

    def follow() -> None:
        nonlocal seen
        while not over.wait(LOOK_SECONDS):
            fresh = chronicle.after(seen, 0)
            seen = fresh[-1].seq if fresh else seen

    over = threading.Event()
    reader = threading.Thread(target=follow)
    reader.start()
    try:
        with TemporaryDirectory() as folder, journal(Path(folder) / "events.journal", {}) as written:
            chronicle.begin(written)
            yield chronicle.tell
    finally:
        over.set()
        chronicle.close()
        reader.join()


@contextmanager
def _space(warm: Warm, broker: Broker) -> Iterator[Space]:
    with warm.space(broker, secrets.token_hex(16)) as space:
        yield space


@contextmanager
def _pika(warm: Warm) -> Iterator[Contest]:
    placed = orders(ORDERS, seed=1)
    with _space(warm, Broker.RABBITMQ) as space, routing.connected(space.url) as channel:
        routing.declare(channel, Chronicle().tell)
        yield Contest(
            title=f"pika, confirmed and mandatory, to {len(FIRST_BINDINGS)} quorum queues",
            messages=ORDERS,
            demo=lambda emit: routing.publish(channel, placed, emit),
            bare=lambda: _bare_pika(channel, placed),
            empty=lambda: [channel.queue_purge(queue) for queue in FIRST_BINDINGS],
        )


def _bare_pika(channel: BlockingChannel, placed: tuple[Order, ...]) -> None:
    for order in placed:
        properties = BasicProperties(
            message_id=order.id, content_type="application/json", delivery_mode=DeliveryMode.Persistent
        )
        channel.basic_publish(EXCHANGE, order.routing_key, order.as_json(), properties, mandatory=True)


@contextmanager
def _celery_on_redis(warm: Warm) -> Iterator[Contest]:
    placed = orders(ORDERS, seed=1)
    with (
        _space(warm, Broker.REDIS) as space,
        closing(on_redis.kitchen(space.url, space.prefix)) as app,
        redis.Redis.from_url(space.url) as client,
    ):

        def bare() -> None:
            for order in placed:
                app.tasks["cook"].delay(order.id, 1)
                app.tasks["bill"].delay(order.id, 0)

        yield Contest(
            title="Celery on Redis",
            messages=2 * ORDERS,
            demo=lambda emit: tasks.delay_all(app, placed, frozenset(), milliseconds=1, emit=emit),
            bare=bare,
            empty=lambda: client.delete(f"{space.prefix}{on_redis.QUEUE}"),
        )


@contextmanager
def _celery_on_rabbitmq(warm: Warm) -> Iterator[Contest]:
    placed = orders(ORDERS, seed=1)
    with (
        _space(warm, Broker.RABBITMQ) as space,
        closing(on_rabbitmq.kitchen(space.url)) as app,
        routing.connected(space.url) as channel,
    ):

        def bare() -> None:
            for order in placed:
                app.tasks["deliver"].delay(order.id, 1)

        yield Contest(
            title="Celery on RabbitMQ, confirmed, to a quorum queue",
            messages=ORDERS,
            demo=lambda emit: crash.publish(app, placed, milliseconds=1, emit=emit),
            bare=bare,
            empty=lambda: channel.queue_purge(on_rabbitmq.QUEUE),
        )


if __name__ == "__main__":
    sys.exit(main())
