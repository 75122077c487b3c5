"""A demo for every way in which a run can end, on the Redis that comes with the app. Each ends really like that."""

from collections.abc import Callable, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

import redis

from backends.contract import Ability, Broker, Setup
from demos.catalogue import demo
from demos.crew import crew
from demos.demo import Chapter, Demo, Judge, Judgement, Need, Prediction, Stage
from demos.demo import Counted as Counts
from demos.events import Event, What
from demos.faults import broker_killed
from demos.judging import books, equal, judgement
from demos.ledger import Ledger

ORDERS = tuple(f"order-{number:04}" for number in range(1, 7))
DONE = 4
QUEUE, WORKER = "tasks", "worker"
WORDS = {
    "happened": "Times that Redis was killed",
    "executed": "Orders that were done",
    "lost": "Orders lost or unaccounted for",
    "unexpected": "Orders that nobody placed",
    "balanced": "The books balance",
}

CHAPTERS = (
    Chapter(id="delay", says="Orders are placed"),
    Chapter(id="work", says="They are done"),
    Chapter(id="finish", says="They are counted"),
)
SHARED = Need(broker=Broker.REDIS)
OWN = Need(broker=Broker.REDIS, able=frozenset({Ability.KILL}), setup=Setup())

Perform = Callable[[Stage], None]


def leaves_work_undone(stage: Stage) -> None:
    """Hand over six orders and do four of them."""
    with placed(stage) as client:
        stage.emit(What.STAGE, name="work")
        stage.emit(What.JOINED, WORKER)
        for _ in range(DONE):
            do(client.lpop(key(stage)), stage)
        stage.emit(What.STAGE, name="finish")
        stage.emit(What.CLOSED, QUEUE, waiting=client.llen(key(stage)))


def kills_nobody(stage: Stage) -> None:
    """Do the same with a Redis whose kill reaches nobody."""
    control: Any = stage.spaces[Broker.REDIS].endpoint.control
    control._body.kill = lambda: None
    with placed(stage), broker_killed(stage, Broker.REDIS, at=QUEUE):
        pass


def loses_its_worker(stage: Stage) -> None:
    """Start a worker whose program does not exist."""
    with placed(stage), crew(stage, {}) as members:
        members.start(WORKER, "celery", "-A", "kitchen_that_nobody_wrote", "worker")
        members.wait_for(What.JOINED, WORKER)


def loses_its_broker(stage: Stage) -> None:
    """Let Redis go away in the middle, and wait."""
    with placed(stage) as client:
        with suppress(redis.ConnectionError):
            client.shutdown(nosave=True)
        waits(stage)


def waits_for_its_end(stage: Stage) -> None:
    """Hand over six orders and wait until somebody ends the run."""
    with placed(stage):
        waits(stage)


def waits(stage: Stage) -> None:
    """Do nothing any more."""
    for _ in stage.follow():
        pass


@contextmanager
def placed(stage: Stage) -> Any:
    """Place the orders in a list; give the client that did."""
    with redis.Redis.from_url(stage.spaces[Broker.REDIS].url, decode_responses=True) as client:
        stage.emit(What.STAGE, name="delay")
        for order in ORDERS:
            stage.emit(What.SENT, "shop", order, queue=QUEUE)
            client.rpush(key(stage), order)
            stage.emit(What.ACCEPTED, QUEUE, order)
        yield client


def do(order: Any, stage: Stage) -> None:
    """Do one order."""
    stage.emit(What.DELIVERED, WORKER, order, queue=QUEUE, redelivered=0)
    stage.emit(What.STARTED, WORKER, order, queue=QUEUE, attempt=1)
    stage.emit(What.EXECUTED, WORKER, order, queue=QUEUE, attempt=1)
    stage.emit(What.ACKNOWLEDGED, WORKER, order, queue=QUEUE)


def key(stage: Stage) -> str:
    """The list that the orders lie in."""
    return f"{stage.spaces[Broker.REDIS].prefix}{QUEUE}"


def judging(*, kill: bool) -> Judge:
    """A judge who claims that every order is done, and with `kill` that Redis was killed meanwhile."""

    def judge(ledger: Ledger, events: Sequence[Event], /) -> Judgement:
        killed = sum(event.what is What.KILLED for event in events)
        first = (equal("happened", expected=1, counted=killed),) if kill else ()
        checks = (replace(check, says=WORDS[check.id]) for check in (*first, *books(ledger)))
        return judgement(checks, happened=bool(killed) or not kill)

    return judge


def ending(id_: str, title: str, performs: Perform, *, kill: bool = False) -> Demo:
    """A demo that is told like others, and ends like that."""
    return replace(
        demo("celery-redis-tasks"),
        id=f"ends-{id_}",
        leads=None,
        title=title,
        claim=f"Every order that Redis answered for is done{', although Redis was killed meanwhile' if kill else ''}.",
        parameters=(),
        chapters=CHAPTERS,
        needs={"redis": OWN if kill else SHARED},
        predictions=(Prediction(id="done", says="How many orders will be done?", counts=Counts.EXECUTED),),
        libraries=("redis",),
        perform=performs,
        judge=judging(kill=kill),
    )


DEMOS = (
    ending("refuted", "Every order is done", leaves_work_undone),
    ending("void", "Every order is done, although nobody kills Redis", leaves_work_undone, kill=True),
    ending("unhurt", "Every order is done, although the kill misses", kills_nobody, kill=True),
    ending("failed", "Every order is done by a worker that does not start", loses_its_worker),
    ending("interrupted", "Every order is done by a Redis that goes away", loses_its_broker),
    ending("cancelled", "Every order is done if nobody cancels", waits_for_its_end),
)
