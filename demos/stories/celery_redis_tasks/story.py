"""Orders are cooked and billed by functions that run in a worker; billing fails twice and is tried again."""

from collections.abc import Sequence
from pathlib import Path

import redis
from celery import Celery
from celery.result import AsyncResult

from backends.contract import Broker, Space
from demos.application import closing
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, Event, What
from demos.stories.celery_redis_tasks.kitchen import QUEUE, STEPS, kitchen
from demos.workload import Order, orders, unlucky

PROCESSES = "demos.stories.celery_redis_tasks.processes"
FAILURES = 2
TICKS = 3
FETCH_SECONDS = 5.0
SILENCE = 15.0
QUIET = ("--without-mingle", "--without-gossip", "--without-heartbeat")
"""What workers tell each other and nobody reads here; without it they are ready a second earlier."""

Receipts = dict[str, str]
"""Message id -> task id: all that is needed to ask for a result, from any program."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.REDIS]
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    failing = unlucky(placed, percent=stage.parameters["failure_rate"], seed=stage.seed)
    environment = {"QUEUEWISE_REDIS_URL": space.url, "QUEUEWISE_PREFIX": space.prefix}
    with closing(kitchen(space.url, space.prefix)) as app, crew(stage, environment) as members:
        stage.emit(What.STAGE, name="delay")
        receipts = delay_all(app, placed, failing, milliseconds=stage.parameters["work"], emit=stage.emit)
        start_worker(members, processes=stage.parameters["workers"])
        start_beat(members, stage.folder)

        stage.emit(What.STAGE, name="work")
        watch(app, members, receipts, stage.emit)

        stage.emit(What.STAGE, name="finish")
        now = members.finish("beat")
        members.settle(What.EXECUTED, after=now)
        members.dismiss()
        count_what_is_left(space, stage.emit)


def delay_all(
    app: Celery, placed: Sequence[Order], failing: frozenset[str], *, milliseconds: int, emit: Emit
) -> Receipts:
    """Ask for every order to be cooked and billed. Nobody has to be there yet to do it."""
    cook, bill = app.tasks["cook"], app.tasks["bill"]
    receipts: Receipts = {}
    for order in placed:
        emit(What.SENT, "shop", order.id, queue=QUEUE)
        receipts[order.id] = cook.delay(order.id, milliseconds).id
        emit(What.ACCEPTED, QUEUE, order.id)
        invoice = order.id.replace("order", "bill")
        emit(What.SENT, "shop", invoice, queue=QUEUE)
        receipts[invoice] = bill.delay(invoice, FAILURES if order.id in failing else 0).id
        emit(What.ACCEPTED, QUEUE, invoice)
    return receipts


def start_worker(members: Crew, *, processes: int) -> None:
    """Start the worker: one program that keeps `processes` more to run tasks in."""
    options = ["--pool=prefork", f"--concurrency={processes}", "--hostname=worker@queuewise", "--loglevel=INFO"]
    members.start("worker", "celery", "-A", PROCESSES, "worker", *options, *QUIET)


def start_beat(members: Crew, folder: Path) -> None:
    """Start the clock. There must be one only: two would send every tick twice."""
    files = [f"--schedule={folder / 'beat-schedule'}", "--pidfile="]
    members.start("beat", "celery", "-A", PROCESSES, "beat", *files)


def watch(app: Celery, members: Crew, receipts: Receipts, emit: Emit) -> None:
    """Ask by id how far the tasks are and what came out, until all are done and the clock has ticked.

    It ends, too, when only the clock was heard for a while: then the judge will see what is missing.
    """
    missing, ticks, heard = set(receipts), 0, 0.0
    for event in members.follow():
        heard = event.at if event.message in receipts else heard
        if event.what is What.PROGRESS and event.stop == "worker":
            read_progress(app.AsyncResult(receipts[event.message or ""]), event, emit)
        if event.what is What.EXECUTED and event.message in missing:
            missing.remove(event.message)
            value = app.AsyncResult(receipts[event.message]).get(timeout=FETCH_SECONDS)
            emit(What.RESULT, "results", event.message, value=value)
        ticks += event.what is What.TICK
        if (not missing and ticks >= TICKS) or event.at - heard > SILENCE:
            return


def read_progress(result: "AsyncResult[str]", event: Event, emit: Emit) -> None:
    """Tell what the result store says about a task that is still running."""
    state = result.info
    if isinstance(state, dict) and "done" in state:
        emit(What.PROGRESS, "results", event.message, done=state["done"], of=STEPS)


def count_what_is_left(space: Space, emit: Emit) -> None:
    """Ask Redis what is still queued, or handed out and never acknowledged, now that nobody works."""
    with redis.Redis.from_url(space.url) as client:
        queued = client.llen(f"{space.prefix}{QUEUE}")
        unacknowledged = client.hlen(f"{space.prefix}unacked")
    emit(What.CLOSED, QUEUE, waiting=int(queued) + int(unacknowledged))
