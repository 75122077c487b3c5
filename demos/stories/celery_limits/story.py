"""Tasks run into their limits, others are taken back, and two workers make calls at a limited rate."""

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_limits.kitchen import CALLS, FAR_TOO_LONG, KITCHEN, SETTINGS

PROCESSES = "demos.stories.celery_limits.processes"
COOK, CALLERS = "cook", ("caller-1", "caller-2")
LONG, NEXT, UNWANTED, AFTER = "long-0001", "order-0001", "unwanted-0001", "order-0002"
REPLY_SECONDS = 10.0


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    with closing(on_rabbitmq(space.url, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="join")
        start_workers(members)

        stage.emit(What.STAGE, name="limits")
        send(app, "limits.roast", "roast-0001", stage.emit)
        send(app, "limits.smoke", "smoke-0001", stage.emit)
        for number in range(1, stage.parameters["calls"] + 1):
            send(app, "limits.call", f"call-{number:04}", stage.emit, queue=CALLS)

        stage.emit(What.STAGE, name="revoke")
        take_back(app, members, stage.emit)

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, What.DISCARDED, after=now)
        members.dismiss()
        for queue in (KITCHEN, CALLS):
            count_what_is_left(space, queue, stage.emit)


def start_workers(members: Crew) -> None:
    """Start a cook whose one process can be killed, and two callers that share the calls."""
    start_worker(members, COOK, PROCESSES, "--queues", KITCHEN)
    for caller in CALLERS:
        start_worker(members, caller, PROCESSES, "--queues", CALLS, pool="threads")
    for name in (COOK, *CALLERS):
        members.wait_for(What.JOINED, name)


def send(app: Celery, task: str, message: str, emit: Emit, *arguments: float, queue: str = KITCHEN) -> str:
    """Call a task; give the id by which it can be taken back."""
    emit(What.SENT, "shop", message, queue=queue)
    receipt = app.tasks[task].delay(message, *arguments)
    emit(What.CONFIRMED, queue, message)
    return str(receipt.id)


def take_back(app: Celery, members: Crew, emit: Emit) -> None:
    """Take back an order that waits and one that is cooked.

    The worker holds the next order already, and what it holds is beyond recall unless it is terminated. So the
    order that is not wanted stands behind that.
    """
    long = send(app, "limits.cook", LONG, emit, FAR_TOO_LONG)
    send(app, "limits.cook", NEXT, emit)
    unwanted = send(app, "limits.cook", UNWANTED, emit)
    send(app, "limits.cook", AFTER, emit)
    begun = members.wait_for(What.STARTED, COOK)
    while begun.message != LONG:
        begun = members.wait_for(What.STARTED, COOK, after=begun.seq)
    emit(What.OBSERVED, "shop", UNWANTED, name="taken back", value="while it waits")
    revoke(app, unwanted, terminate=False)
    emit(What.OBSERVED, "shop", LONG, name="taken back", value="while it is cooked")
    revoke(app, long, terminate=True)


def revoke(app: Celery, task_id: str, *, terminate: bool) -> None:
    """Tell the worker to forget a task, and wait until it has heard. Workers keep that in memory only."""
    there = [f"{COOK}@queuewise"]
    app.control.revoke(task_id, destination=there, terminate=terminate, reply=True, timeout=REPLY_SECONDS)
