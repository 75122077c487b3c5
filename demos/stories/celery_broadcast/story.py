"""Broadcasts are sent while workers come and go; each is executed by those who live, and by nobody else."""

from collections.abc import Sequence

from celery import Celery
from kombu import Exchange

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import environment_of, on_rabbitmq, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_broadcast.kitchen import EXCHANGE, SETTINGS, WORKERS, copies_of

PROCESSES = "demos.stories.celery_broadcast.processes"
ONE, TWO, THREE = WORKERS


def perform(stage: Stage) -> None:
    """Run the story from the first broadcast to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    names = iter([f"menu-{number:04}" for number in range(1, 2 * stage.parameters["broadcasts"] + 2)])
    with closing(on_rabbitmq(space.url, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="two")
        join(members, ONE, TWO)
        for _ in range(stage.parameters["broadcasts"]):
            broadcast(app, members, next(names), [ONE, TWO], stage.emit)

        stage.emit(What.STAGE, name="three")
        join(members, THREE)
        for _ in range(stage.parameters["broadcasts"]):
            broadcast(app, members, next(names), [ONE, TWO, THREE], stage.emit)

        stage.emit(What.STAGE, name="away")
        members.kill(ONE)
        broadcast(app, members, next(names), [TWO, THREE], stage.emit)
        after = stage.emit(What.STAGE, name="finish")
        start_worker(members, ONE, PROCESSES, pool="threads")
        members.wait_for(What.JOINED, ONE, after=after)
        members.settle(What.EXECUTED, after=after)
        members.dismiss()
        for worker in WORKERS:
            # Its queue went with the worker: nothing can be left in it.
            stage.emit(What.CLOSED, copies_of(worker), waiting=0)


def join(members: Crew, *names: str) -> None:
    """Start workers and wait until each hears broadcasts."""
    for name in names:
        start_worker(members, name, PROCESSES, pool="threads")
    for name in names:
        members.wait_for(What.JOINED, name)


def broadcast(app: Celery, members: Crew, name: str, living: Sequence[str], emit: Emit) -> None:
    """Send a broadcast, and wait until everybody who lives has executed it."""
    emit(What.SENT, "shop", name, queues=" ".join(map(copies_of, living)))
    app.tasks["menu.read_again"].apply_async((name,), exchange=Exchange(EXCHANGE, type="fanout"), routing_key=EXCHANGE)
    emit(What.CONFIRMED, "menu", name)
    members.wait_for_copies([(name, copies_of(worker)) for worker in living], What.EXECUTED)
