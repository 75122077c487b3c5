"""Orders wait or cook for longer than the visibility timeout, and are handed out again while somebody has them."""

from collections.abc import Sequence
from typing import Any

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_redis, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.redis_eta_repeats.kitchen import LATER, QUEUES, QUICK, SETTINGS, SLOW
from demos.workload import Order, orders

PROCESSES = "demos.stories.redis_eta_repeats.processes"
WORKERS = ("worker-1", "worker-2", "worker-3")
EACH = {LATER: 3, SLOW: 3, QUICK: 6}
"""Queue -> how many orders."""

QUIET_SECONDS = 4.0
"""Nothing more comes when nobody has told anything for that long: twice the timeout."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space, seconds = stage.spaces[Broker.REDIS], stage.parameters["seconds"]
    placed = orders(sum(EACH.values()), seed=stage.seed)
    with closing(on_redis(space.url, space.prefix, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="join")
        start_workers(members)

        stage.emit(What.STAGE, name="place")
        place_all(app, placed, seconds=seconds, emit=stage.emit)

        told = stage.emit(What.STAGE, name="repeat")
        members.settle(What.EXECUTED, after=told)

        stage.emit(What.STAGE, name="finish")
        for _ in members.heard(QUIET_SECONDS):
            pass
        members.dismiss()
        for queue in QUEUES:
            count_what_is_left(space, queue, stage.emit)


def start_workers(members: Crew) -> None:
    """Start workers that do many tasks at once, so that no task waits behind another for longer than the timeout."""
    for name in WORKERS:
        start_worker(members, name, PROCESSES, f"--queues={','.join(QUEUES)}", pool="threads", processes=12)
    for name in WORKERS:
        members.wait_for(What.JOINED, name)


def place_all(app: Celery, placed: Sequence[Order], *, seconds: int, emit: Emit) -> None:
    """Place orders for later, slow ones and quick ones."""
    rest = iter(placed)
    for queue, count in EACH.items():
        for _ in range(count):
            place(app, next(rest).id, queue, seconds=seconds, emit=emit)


def place(app: Celery, order: str, queue: str, *, seconds: int, emit: Emit) -> None:
    """Place one order; on the queue `later` it is due after `seconds`, on the queue `slow` it takes that long."""
    work = float(seconds) if queue == SLOW else 0.05
    when: dict[str, Any] = {"countdown": seconds} if queue == LATER else {}
    emit(What.SENT, "shop", order, queue=queue, due=when.get("countdown", 0))
    app.tasks["eta.cook"].apply_async((order, queue, work), queue=queue, **when)
    emit(What.ACCEPTED, queue, order)
