"""Orders are called in four ways. Then tasks wait for tasks, on a worker that has one process for both."""

from collections.abc import Mapping, Sequence
from typing import Any

import redis
from celery import Celery
from celery.result import AsyncResult

from backends.contract import Broker, Space
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_redis, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_calling.kitchen import QUEUE, SETTINGS
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_calling.processes"
COUNTDOWN = 1
FETCH_SECONDS = 20.0

Receipts = Mapping[str, "AsyncResult[Any]"]
"""Message id -> what can be asked for its result."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.REDIS]
    placed = orders(3 * stage.parameters["orders"], seed=stage.seed)
    local, sent, delayed = placed[::3], placed[1::3], placed[2::3]
    with closing(on_redis(space.url, space.prefix, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="apply")
        apply(app, local, stage.emit)
        measure(space, "after apply", stage.emit)

        stage.emit(What.STAGE, name="delay")
        receipts = delay(app, sent, stage.emit)
        measure(space, "after delay", stage.emit)

        stage.emit(What.STAGE, name="get")
        start_worker(members, "worker", PROCESSES, processes=1)
        members.wait_for(What.JOINED, "worker")
        get({**receipts, **apply_async(app, delayed, stage.emit)}, stage.emit)

        now = stage.emit(What.STAGE, name="inside")
        limit = stage.parameters["limit"]
        members.settle(What.EXECUTED, after=now)
        wait_inside(app, members, stage.emit, "serve-checked", forced=False, soft_time_limit=limit)
        wait_inside(app, members, stage.emit, "serve-soft", forced=True, soft_time_limit=limit)
        wait_inside(app, members, stage.emit, "serve-hard", forced=True, time_limit=limit)
        members.dismiss()
        count_what_is_left(space, QUEUE, stage.emit)


def apply(app: Celery, placed: Sequence[Order], emit: Emit) -> None:
    """Call the function here, in this process, as if it was no task: there is no message and no worker."""
    for order in placed:
        done = app.tasks["calling.cook"].apply((order.id,))
        emit(What.OBSERVED, "shop", order.id, name="applied", value=done.get())


def delay(app: Celery, placed: Sequence[Order], emit: Emit) -> Receipts:
    """Send every order as a message. Nobody has to be there yet to cook it."""
    receipts = {}
    for order in placed:
        emit(What.SENT, "shop", order.id, queue=QUEUE)
        receipts[order.id] = app.tasks["calling.cook"].delay(order.id)
        emit(What.ACCEPTED, QUEUE, order.id)
    return receipts


def apply_async(app: Celery, placed: Sequence[Order], emit: Emit) -> Receipts:
    """Do the same with an option: not before `COUNTDOWN` seconds from now."""
    receipts = {}
    for order in placed:
        emit(What.SENT, "shop", order.id, queue=QUEUE, countdown=COUNTDOWN)
        receipts[order.id] = app.tasks["calling.cook"].apply_async((order.id,), countdown=COUNTDOWN)
        emit(What.ACCEPTED, QUEUE, order.id)
    return receipts


def get(receipts: Receipts, emit: Emit) -> None:
    """Wait for every result, here, outside of any task, where it is allowed."""
    for message, result in receipts.items():
        emit(What.RESULT, "results", message, value=result.get(timeout=FETCH_SECONDS))


def wait_inside(app: Celery, members: Crew, emit: Emit, message: str, *, forced: bool, **limit: Any) -> None:
    """Send a task that waits for another one, on the only process that there is, and wait until both came to an end."""
    emit(What.SENT, "shop", message, queue=QUEUE)
    app.tasks["calling.serve"].apply_async((message,), {"forced": forced}, **limit)
    now = emit(What.ACCEPTED, QUEUE, message)
    members.settle(What.EXECUTED, What.DISCARDED, after=now)


def measure(space: Space, name: str, emit: Emit) -> None:
    """Count the messages that are in the queue, while there is no worker yet."""
    with redis.Redis.from_url(space.url) as client:
        emit(What.MEASURED, QUEUE, name=name, value=int(client.llen(f"{space.prefix}{QUEUE}")), unit="messages")
