"""A worker gets orders, and between them news of another service, an unknown task, and a pickle that does harm."""

from pathlib import Path

from celery import Celery

from backends.contract import Broker
from demos.amqp import connected
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, start_worker
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.foreign_messages import foreign
from demos.stories.foreign_messages.foreign import QUEUE, TASK
from demos.workload import Order, orders

PROCESSES = "demos.stories.foreign_messages.processes"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    marker = stage.folder / "marker"
    with (
        closing(on_rabbitmq(space.url, queue=QUEUE)) as app,
        connected(space.url) as channel,
        crew(stage, environment_of(space)) as members,
    ):
        stage.emit(What.STAGE, name="send")
        first, second, third, *others = placed
        order(app, first, stage.emit)
        foreign.plain(channel, stage.emit)
        order(app, second, stage.emit)
        foreign.unknown(app, stage.emit)
        order(app, third, stage.emit)
        foreign.pickled(channel, marker, stage.emit)
        for each in others:
            order(app, each, stage.emit)

        now = stage.emit(What.STAGE, name="work")
        start_worker(members, "worker", PROCESSES)
        members.settle(What.EXECUTED, What.DISCARDED, after=now)

        stage.emit(What.STAGE, name="look")
        members.finish("worker")
        look_for(marker, stage.emit)
        count_what_is_left(space, QUEUE, stage.emit)


def order(app: Celery, placed: Order, emit: Emit) -> None:
    """Ask for an order to be served."""
    emit(What.SENT, "shop", placed.id, queue=QUEUE)
    app.send_task(TASK, args=[placed.id], task_id=placed.id)
    emit(What.CONFIRMED, QUEUE, placed.id)


def look_for(marker: Path, emit: Emit) -> None:
    """Tell whether somebody has read the pickle as one."""
    emit(What.OBSERVED, "worker", name="marker", value="there" if marker.exists() else "absent")
