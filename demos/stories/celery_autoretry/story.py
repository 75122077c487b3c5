"""Bills fail, and what becomes of them is decided by nothing but the settings of their tasks."""

from collections.abc import Iterable, Sequence

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_redis, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.ledger import Copy
from demos.stories.celery_autoretry.kitchen import MAX_RETRIES, PLAIN, SETTINGS, TASKS, queue_of
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_autoretry.processes"
FOR_EVER = 1000
PATIENCE = 15.0
"""Seconds without any news after which nothing more is expected."""

BILLS = {
    "exact": ("autoretry.exact", {"down": MAX_RETRIES}),
    "jitter": ("autoretry.jitter", {"down": MAX_RETRIES}),
    "hopeless": ("autoretry.exact", {"down": FOR_EVER}),
    "unlisted": ("autoretry.exact", {"down": 0, "wrong": True}),
    "plain": ("autoretry.plain", {"down": MAX_RETRIES}),
}
"""What the ids of bills begin with -> the task that settles them, and how the card reader treats them."""


def perform(stage: Stage) -> None:
    """Run the story from the first bill to the last count."""
    space = stage.spaces[Broker.REDIS]
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    with closing(on_redis(space.url, space.prefix, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="send")
        start_worker(members, "worker", PROCESSES, f"--queues={TASKS},{PLAIN}", pool="solo")
        members.wait_for(What.JOINED, "worker")
        send_all(app, placed, stage.emit)

        stage.emit(What.STAGE, name="retry")
        wait_for_the_last_attempt(members, (f"{group}-{order.id}" for group in BILLS for order in placed))

        stage.emit(What.STAGE, name="look")
        members.finish("worker")
        for queue in (TASKS, PLAIN):
            count_what_is_left(space, queue, stage.emit)


def send_all(app: Celery, placed: Sequence[Order], emit: Emit) -> None:
    """Send a bill of each kind for every order."""
    for order in placed:
        for group, (task, settings) in BILLS.items():
            bill = f"{group}-{order.id}"
            emit(What.SENT, "shop", bill, queue=queue_of(bill))
            app.tasks[task].apply_async((bill,), settings)
            emit(What.ACCEPTED, queue_of(bill), bill)


def wait_for_the_last_attempt(members: Crew, bills: Iterable[str]) -> None:
    """Wait until every bill is settled, given up, or has failed where nobody tries again."""
    missing: set[Copy] = {(bill, queue_of(bill)) for bill in bills}
    for event in members.heard(PATIENCE):
        last = (What.EXECUTED, What.DISCARDED, *([What.FAILED] if event.detail.get("queue") == PLAIN else []))
        if event.what in last:
            missing.discard((event.message or "", str(event.detail["queue"])))
        if not missing:
            return
