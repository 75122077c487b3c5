"""A worker is asked to end and does so; another one does not listen, and is killed after its grace."""

from collections.abc import Sequence

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.worker_ignores_sigterm.kitchen import QUEUE, SETTINGS
from demos.workload import orders

PROCESSES = "demos.stories.worker_ignores_sigterm.processes"
POLITE, STUBBORN, LAST = "polite", "stubborn", "last"
ENDLESS = "order-endless"
LONG, GRACE = 20.0, 2.0
"""Seconds that a worker may take to end: as long as a busy machine needs, and what a platform gives it."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    with closing(on_rabbitmq(space.url, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="place")
        place(app, [order.id for order in placed], stage.emit)
        start_worker(members, POLITE, PROCESSES)

        stage.emit(What.STAGE, name="ask")
        members.wait_for(What.STARTED, POLITE)
        members.asked_to_end(POLITE, seconds=LONG)

        stage.emit(What.STAGE, name="stubborn")
        keep_busy_without_end(app, members, stage.emit)

        told = stage.emit(What.STAGE, name="finish")
        start_worker(members, LAST, PROCESSES)
        members.settle(What.EXECUTED, after=told)
        members.asked_to_end(LAST, seconds=LONG)
        members.dismiss()
        count_what_is_left(space, QUEUE, stage.emit)


def place(app: Celery, names: Sequence[str], emit: Emit, *, endless: bool = False) -> None:
    """Place orders; each call returns when the broker has confirmed it."""
    for name in names:
        emit(What.SENT, "shop", name, queue=QUEUE)
        app.tasks["sigterm.cook"].delay(name, endless)
        emit(What.CONFIRMED, "exchange", name)


def keep_busy_without_end(app: Celery, members: Crew, emit: Emit) -> None:
    """Let a worker come to an order without an end, ask it to end, and kill it when its grace is over."""
    place(app, [ENDLESS], emit, endless=True)
    start_worker(members, STUBBORN, PROCESSES)
    for event in members.follow():
        if event.what is What.STARTED and event.message == ENDLESS:
            break
    if not members.asked_to_end(STUBBORN, seconds=GRACE):
        members.kill(STUBBORN)
