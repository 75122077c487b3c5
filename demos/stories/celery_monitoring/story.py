"""Orders are cooked, one burns, and the worker is stopped, while the tasks and the queue are watched."""

from collections.abc import Sequence

from celery import Celery

from backends.contract import Broker
from backends.management import Depth
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_monitoring.kitchen import BURNS, QUEUE, SETTINGS, TASK, WAITS, WELL
from demos.stories.celery_monitoring.watching import look_until
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_monitoring.processes"
MONITOR = "demos.stories.celery_monitoring.monitor"
WORKER, TASK_VIEW = "worker", "task-view"
ENDS = ("task-succeeded", "task-failed")


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    placed = orders(2 * stage.parameters["orders"], seed=stage.seed)
    first, second = placed[: len(placed) // 2], placed[len(placed) // 2 :]
    with closing(on_rabbitmq(space.url, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="join")
        members.start(TASK_VIEW, MONITOR)
        members.wait_for(What.JOINED, TASK_VIEW)
        start_worker(members, WORKER, PROCESSES, pool="threads")
        members.wait_for(What.JOINED, WORKER)

        now = stage.emit(What.STAGE, name="work")
        place(app, first, [BURNS, WAITS], milliseconds=stage.parameters["work"], emit=stage.emit)
        wait_until_heard(members, first, after=now)
        nothing = Depth(ready=0, unacknowledged=0, consumers=1)
        look_until(members, space, QUEUE, nothing, stage.emit, when="worked")

        stage.emit(What.STAGE, name="stop")
        left = stop(app, members)
        place(app, second, [], milliseconds=stage.parameters["work"], emit=stage.emit)
        backlog = Depth(ready=len(second), unacknowledged=0, consumers=0)
        look_until(members, space, QUEUE, backlog, stage.emit, when="stopped")

        now = stage.emit(What.STAGE, name="again")
        start_worker(members, WORKER, PROCESSES, pool="threads")
        members.wait_for(What.JOINED, WORKER, after=left)
        wait_until_heard(members, second, after=now)
        members.dismiss()
        count_what_is_left(space, QUEUE, stage.emit)


def place(app: Celery, placed: Sequence[Order], troubles: Sequence[str], *, milliseconds: int, emit: Emit) -> None:
    """Place orders; the first ones have troubles. The id of each task is that of its order, to know it again."""
    for number, order in enumerate(placed):
        how = troubles[number] if number < len(troubles) else WELL
        emit(What.SENT, "shop", order.id, queue=QUEUE)
        app.tasks[TASK].apply_async((order.id, how, milliseconds), task_id=order.id)
        emit(What.CONFIRMED, QUEUE, order.id)


def stop(app: Celery, members: Crew) -> int:
    """Ask the worker to end. Give the number of the LEFT event."""
    # By the broker, too: a worker that sleeps until something happens hears this sooner than a signal.
    app.control.shutdown(destination=[f"{WORKER}@queuewise"])
    return members.finish(WORKER)


def wait_until_heard(members: Crew, placed: Sequence[Order], *, after: int) -> None:
    """Wait until the task view has heard the end of all these orders."""
    missing = {order.id for order in placed}
    while missing:
        heard = members.wait_for(What.OBSERVED, TASK_VIEW, after=after)
        after = heard.seq
        if heard.detail["name"] in ENDS:
            missing.discard(heard.message or "")
