"""Orders wait, a worker cooks the first, and RabbitMQ is restarted in the middle of that."""

from collections.abc import Sequence

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, greet, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.faults import broker_restarted
from demos.stories.broker_restarted.kitchen import QUEUE, kitchen
from demos.workload import Order, orders

PROCESSES = "demos.stories.broker_restarted.processes"
WORKER = "worker"
LONG, SHORT = 1500, 200
"""Milliseconds that the order takes that is in work at the restart, and that each of the others takes."""
PATIENCE = 35.0
"""Seconds of silence until nobody waits any more: the worker pauses longer before each attempt to connect."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    with closing(kitchen(space.url)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="work")
        start_worker(members, WORKER, PROCESSES)
        hand_over(app, placed, stage.emit)
        members.wait_for(What.JOINED, WORKER)
        greet(app, WORKER)

        stage.emit(What.STAGE, name="restart")
        members.wait_for(What.STARTED, WORKER)
        broker_restarted(stage, Broker.RABBITMQ)

        stage.emit(What.STAGE, name="finish")
        wait_until_cooked(members, placed)
        members.dismiss()
        count_what_is_left(space, QUEUE, stage.emit)


def hand_over(app: Celery, placed: Sequence[Order], emit: Emit) -> None:
    """Hand over every order; each call returns when the broker has confirmed it."""
    cook = app.tasks["broker_restarted.cook"]
    for number, order in enumerate(placed):
        emit(What.SENT, "shop", order.id, queue=QUEUE)
        cook.delay(order.id, SHORT if number else LONG)
        emit(What.CONFIRMED, Broker.RABBITMQ, order.id)


def wait_until_cooked(members: Crew, placed: Sequence[Order]) -> None:
    """Wait until every order was cooked at least once, or nothing was told for too long."""
    left = {order.id for order in placed}
    for event in members.heard(PATIENCE):
        if event.what is What.EXECUTED:
            left.discard(event.message or "")
        if not left:
            return
