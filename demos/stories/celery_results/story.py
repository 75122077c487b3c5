"""Results are asked for by id: from the program that sent the task, from another one, twice, and too late."""

from collections.abc import Sequence

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, on_redis, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_results.kitchen import EXPIRES, IN_REDIS, KEPT, OVER_RPC, REPLIED
from demos.workload import orders

PROCESSES, READER = "demos.stories.celery_results.processes", "demos.stories.celery_results.reader"
FETCH_SECONDS = 20.0
NEVER_SENT = "order-that-nobody-sent"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    redis, rabbitmq = stage.spaces[Broker.REDIS], stage.spaces[Broker.RABBITMQ]
    names = [order.id for order in orders(stage.parameters["orders"], seed=stage.seed)]
    kept, replied = [f"{name}-{KEPT}" for name in names], [f"{name}-{REPLIED}" for name in names]
    environment = {**environment_of(redis), **environment_of(rabbitmq), EXPIRES: str(stage.parameters["expires"])}
    with (
        closing(on_redis(redis.url, redis.prefix, **IN_REDIS)) as in_redis,
        closing(on_rabbitmq(rabbitmq.url, **OVER_RPC)) as over_rpc,
        crew(stage, environment) as members,
    ):
        stage.emit(What.STAGE, name="send")
        send(in_redis, kept, KEPT, What.ACCEPTED, stage.emit)
        send(over_rpc, replied, REPLIED, What.CONFIRMED, stage.emit)
        ask(in_redis, [kept[0], NEVER_SENT], "before", stage.emit)

        stage.emit(What.STAGE, name="work")
        start_worker(members, f"{REPLIED}-worker", PROCESSES, pool="threads")
        members.start("reader", READER, ",".join(kept), ",".join(replied))
        members.wait_for(What.JOINED, "reader")
        # The replies are to be there before anybody asks for them.
        wait_for_all(members, replied)
        start_worker(members, f"{KEPT}-worker", PROCESSES, pool="threads")

        stage.emit(What.STAGE, name="fetch")
        fetch(in_redis, kept, stage.emit)
        wait_until_observed(members, "asked", len(replied))
        fetch(over_rpc, replied, stage.emit)
        ask(over_rpc, replied, "again", stage.emit)

        stage.emit(What.STAGE, name="expire")
        wait_until_observed(members, "gone", len(kept))
        members.dismiss()
        count_what_is_left(redis, KEPT, stage.emit)
        count_what_is_left(rabbitmq, REPLIED, stage.emit)


def send(app: Celery, names: Sequence[str], queue: str, taken: What, emit: Emit) -> None:
    """Send a task for every order. Its id is chosen here, so that others can know it, too."""
    for name in names:
        emit(What.SENT, "shop", name, queue=queue)
        app.tasks["results.cook"].apply_async((name,), task_id=name)
        emit(taken, queue, name)


def fetch(app: Celery, names: Sequence[str], emit: Emit) -> None:
    """Wait for every result by its id."""
    for name in names:
        emit(What.RESULT, "shop", name, value=app.AsyncResult(name).get(timeout=FETCH_SECONDS))


def ask(app: Celery, names: Sequence[str], when: str, emit: Emit) -> None:
    """Ask for the state of every task by its id, without waiting."""
    for name in names:
        emit(What.OBSERVED, "shop", name, name=when, value=app.AsyncResult(name).state)


def wait_for_all(members: Crew, names: Sequence[str]) -> None:
    """Wait until every task of `names` was completed."""
    missing = set(names)
    for event in members.heard(FETCH_SECONDS):
        if event.what is What.EXECUTED:
            missing.discard(event.message or "")
        if not missing:
            return


def wait_until_observed(members: Crew, name: str, count: int) -> None:
    """Wait until the reader has observed `name` so many times."""
    for event in members.heard(FETCH_SECONDS):
        count -= event.what is What.OBSERVED and event.stop == "reader" and event.detail["name"] == name
        if not count:
            return
