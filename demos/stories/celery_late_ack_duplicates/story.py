"""A worker is killed when an order was charged and not yet acknowledged; the order is charged again."""

from collections.abc import Sequence

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_late_ack_duplicates.kitchen import DATABASE, QUEUE, SETTINGS, TABLES, VICTIM, prepare, rows
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_late_ack_duplicates.processes"
OTHER = "worker-2"
WITHOUT_WORK = 10.0


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space, file = stage.spaces[Broker.RABBITMQ], str(stage.folder / "charges.sqlite")
    prepare(file)
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    environment = {**environment_of(space), DATABASE: file}
    with closing(on_rabbitmq(space.url, **SETTINGS)) as app, crew(stage, environment) as members:
        stage.emit(What.STAGE, name="place")
        place(app, placed, stage.emit)
        start_worker(members, VICTIM, PROCESSES)
        # It is at an order before anybody else could do all of them.
        members.wait_for(What.STARTED, VICTIM)
        start_worker(members, OTHER, PROCESSES)

        stage.emit(What.STAGE, name="kill")
        again = kill_after_work(members)

        told = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=told)
        wait_for_the_second_time(members, again)
        members.finish(OTHER, seconds=10.0)
        count_what_is_left(space, QUEUE, stage.emit)

        stage.emit(What.STAGE, name="count")
        for table in TABLES:
            stage.emit(What.MEASURED, "database", name=table, value=rows(file, table), unit="charges")


def place(app: Celery, placed: Sequence[Order], emit: Emit) -> None:
    """Place every order; each call returns when the broker has confirmed it."""
    for order in placed:
        emit(What.SENT, "shop", order.id, queue=QUEUE)
        app.tasks["till.charge"].delay(order.id)
        emit(What.CONFIRMED, "exchange", order.id)


def kill_after_work(members: Crew) -> str:
    """Kill the victim as soon as it says that an order is charged, and give that order. It is not acknowledged then."""
    for event in members.heard(WITHOUT_WORK):
        if event.what is What.EXECUTED and event.stop == VICTIM:
            members.kill(VICTIM)
            return event.message or ""
    return ""


def wait_for_the_second_time(members: Crew, order: str) -> None:
    """Wait until the other worker has charged the order, too."""
    for event in members.heard(WITHOUT_WORK):
        if event.what is What.EXECUTED and event.stop == OTHER and event.message == order:
            return
