"""Two workers are killed in the middle of a task, one with early and one with late acknowledgement."""

from collections.abc import Sequence
from contextlib import ExitStack

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_early_ack.kitchen import EARLY, KITCHENS, LATE, settings_of
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_early_ack.processes"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    with ExitStack() as opened, crew(stage, environment_of(space)) as members:
        apps = {queue: on_rabbitmq(space.url, **settings_of(queue)) for queue in KITCHENS}
        kitchens = {queue: opened.enter_context(closing(app)) for queue, app in apps.items()}

        stage.emit(What.STAGE, name="join")
        start_workers(members, "1")

        stage.emit(What.STAGE, name="early")
        publish(kitchens[EARLY], EARLY, placed, milliseconds=stage.parameters["work"], emit=stage.emit)
        kill_after_acknowledgement(members, f"{EARLY}-1")

        now = stage.emit(What.STAGE, name="late")
        publish(kitchens[LATE], LATE, placed, milliseconds=stage.parameters["work"], emit=stage.emit)
        members.kill_at_work(f"{LATE}-1", after=now)

        stage.emit(What.STAGE, name="finish")
        start_workers(members, "2")
        for queue in KITCHENS:
            work_off(members, f"{queue}-2", last=message_of(placed[-1], queue))
        members.dismiss()
        for queue in KITCHENS:
            count_what_is_left(space, queue, stage.emit)


def start_workers(members: Crew, number: str) -> None:
    """Start one worker for each queue, and wait until both take tasks."""
    for queue in KITCHENS:
        start_worker(members, f"{queue}-{number}", PROCESSES)
    for queue in KITCHENS:
        members.wait_for(What.JOINED, f"{queue}-{number}")


def message_of(order: Order, queue: str) -> str:
    """Give the message id of an order on a queue: it is placed on both."""
    return f"{order.id}-{queue}"


def publish(app: Celery, queue: str, placed: Sequence[Order], *, milliseconds: int, emit: Emit) -> None:
    """Place every order on the queue; each call returns when the broker has it."""
    for order in placed:
        message = message_of(order, queue)
        emit(What.SENT, "shop", message, queue=queue)
        app.tasks["ack.cook"].delay(message, milliseconds)
        emit(What.CONFIRMED, queue, message)


def kill_after_acknowledgement(members: Crew, worker: str) -> None:
    """Kill the worker at its first order, once the broker has the acknowledgement of it.

    The worker may hold one order that is not acknowledged. If it is handed a second one, the first one is.
    """
    first = members.wait_for(What.DELIVERED, worker)
    members.wait_for(What.DELIVERED, worker, after=first.seq)
    members.wait_for(What.STARTED, worker)
    members.kill(worker)


def work_off(members: Crew, worker: str, *, last: str) -> None:
    """Wait until the worker has cooked the last order of its queue, and with it all that were before."""
    done = members.wait_for(What.EXECUTED, worker)
    while done.message != last:
        done = members.wait_for(What.EXECUTED, worker, after=done.seq)
