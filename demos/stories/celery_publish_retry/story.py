"""Orders are placed while the broker is gone; the caller is told, keeps them, and sends them again."""

import time
from collections.abc import Sequence

from celery import Celery
from kombu.exceptions import OperationalError

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_redis, start_worker
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.faults import broker_killed
from demos.stories.celery_publish_retry.kitchen import QUEUE, SETTINGS
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_publish_retry.processes"
BEFORE = 4


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.REDIS]
    placed = orders(BEFORE + stage.parameters["orders"], seed=stage.seed)
    with closing(on_redis(space.url, space.prefix, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="place")
        outbox = place(app, placed[:BEFORE], stage.emit)

        stage.emit(What.STAGE, name="gone")
        with broker_killed(stage, Broker.REDIS):
            outbox += place(app, placed[BEFORE:], stage.emit)

        stage.emit(What.STAGE, name="back")
        place(app, outbox, stage.emit)
        start_worker(members, "worker", PROCESSES)

        told = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=told)
        members.dismiss()
        count_what_is_left(space, QUEUE, stage.emit)


def place(app: Celery, placed: Sequence[Order], emit: Emit) -> list[Order]:
    """Place orders; give those that could not be placed, for the caller to keep."""
    kept: list[Order] = []
    for order in placed:
        emit(What.SENT, "shop", order.id, queue=QUEUE)
        began = time.monotonic()
        try:
            app.tasks["publish.cook"].delay(order.id)
        except OperationalError as problem:
            seconds = round(time.monotonic() - began, 3)
            emit(What.REFUSED, "shop", order.id, reason=type(problem).__name__, seconds=seconds)
            kept.append(order)
        else:
            emit(What.ACCEPTED, QUEUE, order.id)
    return kept
