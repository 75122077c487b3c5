"""Three tills write orders down and have tasks sent: inside of the transaction, after it, and by an outbox."""

from collections.abc import Sequence

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import What
from demos.stories.celery_transaction.kitchen import (
    AFTER,
    DATABASE,
    INSIDE,
    OUTBOX,
    QUEUES,
    SETTINGS,
    committed,
    connected,
    prepare,
)
from demos.workload import orders

PROCESSES = "demos.stories.celery_transaction.processes"
TILL, RELAY = "demos.stories.celery_transaction.till", "demos.stories.celery_transaction.relay"
PATIENCE = 10.0


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space, file, each = stage.spaces[Broker.RABBITMQ], str(stage.folder / "orders.sqlite"), stage.parameters["orders"]
    prepare(file)
    names = [order.id for order in orders(3 * each, seed=stage.seed)]
    with (
        closing(on_rabbitmq(space.url, **SETTINGS)) as app,
        crew(stage, {**environment_of(space), DATABASE: file}) as members,
    ):
        stage.emit(What.STAGE, name="inside")
        start_worker(members, "worker", PROCESSES, f"--queues={','.join(QUEUES)}", pool="threads")
        members.wait_for(What.JOINED, "worker")
        send_before_the_commit(app, members, stage, file, names[:each])

        stage.emit(What.STAGE, name="after")
        kill_with_the_last(members, AFTER, names[each : 2 * each])

        stage.emit(What.STAGE, name="outbox")
        members.start("relay", RELAY)
        kill_with_the_last(members, OUTBOX, names[2 * each :])

        told = stage.emit(What.STAGE, name="finish")
        members.wait_for_copies([(name, OUTBOX) for name in names[2 * each :]], What.EXECUTED, What.DISCARDED)
        members.settle(What.EXECUTED, What.DISCARDED, after=told)
        members.dismiss()
        for queue in QUEUES:
            stage.emit(What.MEASURED, "database", name=queue, value=" ".join(committed(file, queue)), unit="orders")
            count_what_is_left(space, queue, stage.emit)


def send_before_the_commit(app: Celery, members: Crew, stage: Stage, file: str, names: Sequence[str]) -> None:
    """Send each task while its order is not committed, and commit when the worker has looked for it."""
    with connected(file) as database:
        for name in names:
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO orders VALUES (?, ?)", (name, INSIDE))
            stage.emit(What.SENT, "shop", name, queue=INSIDE)
            app.tasks["ledger.look"].apply_async((name, INSIDE), queue=INSIDE)
            stage.emit(What.CONFIRMED, INSIDE, name)
            members.wait_for_copies([(name, INSIDE)], What.EXECUTED, What.DISCARDED)
            database.execute("COMMIT")


def kill_with_the_last(members: Crew, way: str, names: Sequence[str]) -> None:
    """Let a till write all orders down, and kill it when the last one is committed and nothing was sent for it."""
    till = f"till-{way}"
    members.start(till, TILL, way, *names)
    for event in members.heard(PATIENCE):
        if event.what is What.OBSERVED and event.stop == till and event.detail["value"] == names[-1]:
            members.kill(till)
            return
