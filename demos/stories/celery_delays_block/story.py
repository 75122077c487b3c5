"""Orders for later are placed on three queues, then orders for now; it is measured how long those for now wait."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, greet, on_rabbitmq, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_delays_block.kitchen import KITCHENS, settings_of
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_delays_block.processes"
FOR_NOW = 4

Kitchens = Mapping[str, Celery]
"""Queue -> the application that publishes to it."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    placed = orders(stage.parameters["delayed"] + FOR_NOW, seed=stage.seed)
    later, now = placed[:-FOR_NOW], placed[-FOR_NOW:]
    with ExitStack() as opened, crew(stage, environment_of(space)) as members:
        apps = {queue: on_rabbitmq(space.url, **settings_of(queue)) for queue in KITCHENS}
        kitchens = {queue: opened.enter_context(closing(app)) for queue, app in apps.items()}

        stage.emit(What.STAGE, name="join")
        for queue in kitchens:
            stage.emit(What.OBSERVED, queue, name="broker", value=space.endpoint.version)
        start_workers(members, kitchens)

        stage.emit(What.STAGE, name="later")
        publish(kitchens, later, stage.emit, countdown=stage.parameters["countdown"])

        stage.emit(What.STAGE, name="now")
        publish(kitchens, now, stage.emit)

        told = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=told)
        members.dismiss()
        for queue in kitchens:
            count_what_is_left(space, queue, stage.emit)


def start_workers(members: Crew, kitchens: Kitchens) -> None:
    """Start a worker for each queue. They come before the tasks: it is they who prepare the broker for delays."""
    for queue in kitchens:
        start_worker(members, f"{queue}-worker", PROCESSES)
    for queue, app in kitchens.items():
        members.wait_for(What.JOINED, f"{queue}-worker")
        greet(app, f"{queue}-worker")


def publish(kitchens: Kitchens, placed: Sequence[Order], emit: Emit, *, countdown: int = 0) -> None:
    """Place every order on every queue, to be cooked in `countdown` seconds."""
    # A countdown of 0 would make a delayed task, too.
    when: dict[str, Any] = {"countdown": countdown} if countdown else {}
    for order in placed:
        for queue, app in kitchens.items():
            message = f"{order.id}-{queue}"
            emit(What.SENT, "shop", message, queue=queue, countdown=countdown)
            app.tasks["delays.cook"].apply_async((message, queue), **when)
            emit(What.CONFIRMED, queue, message)
