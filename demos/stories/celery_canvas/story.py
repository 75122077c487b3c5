"""Bills are added up by tasks that depend on each other, in a chain, a group and a chord; then a chord breaks."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from celery import Celery, Signature, chain, chord, group
from celery.exceptions import ChordError

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, on_redis, start_worker
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_canvas.kitchen import BROKEN, OVER_RPC, RPC, SETTINGS, TASKS
from demos.workload import orders

PROCESSES = "demos.stories.celery_canvas.processes"
FETCH_SECONDS = 20.0

Prices = Mapping[str, int]
"""Order id -> cents."""


def perform(stage: Stage) -> None:
    """Run the story from the first bill to the last count."""
    redis, rabbitmq, random = stage.spaces[Broker.REDIS], stage.spaces[Broker.RABBITMQ], Random(stage.seed)
    prices = {order.id: random.randint(500, 5000) for order in orders(stage.parameters["orders"], seed=stage.seed)}
    with (
        closing(on_redis(redis.url, redis.prefix, **SETTINGS)) as app,
        closing(on_rabbitmq(rabbitmq.url, **OVER_RPC)) as over_rpc,
        crew(stage, environment_of(redis)) as members,
    ):
        start_worker(members, "worker", PROCESSES, f"--queues={TASKS},{BROKEN}", processes=2)
        members.wait_for(What.JOINED, "worker")
        stage.emit(What.STAGE, name="chain")
        one_after_the_other(app, prices, stage.emit)
        stage.emit(What.STAGE, name="group")
        side_by_side(app, prices, stage.emit)
        stage.emit(What.STAGE, name="chord")
        then_together(app, prices, stage.emit)

        now = stage.emit(What.STAGE, name="broken")
        with_one_that_fails(app, prices, random.choice(list(prices)), stage.emit)
        members.settle(What.EXECUTED, What.DISCARDED, after=now)

        stage.emit(What.STAGE, name="rpc")
        declare(over_rpc)
        in_vain(over_rpc, prices, stage.emit)
        members.finish("worker")
        for space, queue in ((redis, TASKS), (redis, BROKEN), (rabbitmq, RPC)):
            count_what_is_left(space, queue, stage.emit)


def one_after_the_other(app: Celery, prices: Prices, emit: Emit) -> None:
    """Add up in a chain: each task gets what the one before has returned. Only the first is sent from here."""
    first, *others = prices.items()
    steps = [_price(app, "chain", *first), *(_add(app, "chain", *other) for other in others)]
    emit(What.SENT, "shop", steps[0].id, queue=TASKS)
    result = chain(*steps).apply_async()
    emit(What.ACCEPTED, TASKS, steps[0].id)
    emit(What.RESULT, "results", steps[-1].id, value=result.get(timeout=FETCH_SECONDS))


def side_by_side(app: Celery, prices: Prices, emit: Emit) -> None:
    """Ask for all prices in a group, and get all of them here."""
    header = list(_header(app, "group", prices, TASKS, emit))
    result = group(header).apply_async()
    _accepted(header, TASKS, emit)
    for part, cents in zip(header, result.get(timeout=FETCH_SECONDS, interval=0.01), strict=True):
        emit(What.RESULT, "results", part.id, value=cents)


def then_together(app: Celery, prices: Prices, emit: Emit) -> None:
    """Let a chord add them up: its body is sent by the worker that completes the last task of its header."""
    header = list(_header(app, "chord", prices, TASKS, emit))
    result = chord(header)(_total(app, "chord", TASKS))
    _accepted(header, TASKS, emit)
    emit(What.RESULT, "results", "chord-total", value=result.get(timeout=FETCH_SECONDS))


def with_one_that_fails(app: Celery, prices: Prices, sold_out: str, emit: Emit) -> None:
    """Do the same, with a price that cannot be had."""
    header = list(_header(app, "broken", prices, BROKEN, emit, sold_out=sold_out))
    chord(header)(_total(app, "broken", BROKEN))
    _accepted(header, BROKEN, emit)
    try:
        value: Any = app.AsyncResult("broken-total").get(timeout=FETCH_SECONDS)
    except ChordError as problem:
        value = f"ChordError: {problem}"
    emit(What.OBSERVED, "results", "broken-total", name="ended", value=value)


def in_vain(app: Celery, prices: Prices, emit: Emit) -> None:
    """Try a chord with results over rpc://, and a group with a task after it, which is one, too."""
    total = _total(app, "rpc", RPC)
    for name in ("rpc-chord", "rpc-then"):
        header = list(_header(app, name, prices, RPC, emit))
        wanted = chord(header, total) if name == "rpc-chord" else group(header) | total
        try:
            wanted.apply_async()
        except NotImplementedError as refusal:
            reason = f"{type(refusal).__name__}: {str(refusal).splitlines()[0]}"
            for part in header:
                emit(What.REFUSED, "shop", part.id, reason=reason)
        else:
            _accepted(header, RPC, emit)


def declare(app: Celery) -> None:
    """Make the queue that the refused tasks would have been sent to, so that it can be seen to be empty."""
    with app.connection_for_write() as connection:
        app.amqp.queues[RPC](connection.default_channel).declare()


def _header(
    app: Celery, name: str, prices: Prices, queue: str, emit: Emit, *, sold_out: str = ""
) -> Iterator["Signature[int]"]:
    for order, cents in prices.items():
        emit(What.SENT, "shop", f"{name}-{order}", queue=queue, cents=cents)
        yield _price(app, name, order, cents, sold_out=order == sold_out).set(queue=queue)


def _price(app: Celery, name: str, order: str, cents: int, *, sold_out: bool = False) -> "Signature[int]":
    return app.tasks["canvas.price"].s(cents, sold_out=sold_out).set(task_id=f"{name}-{order}")


def _add(app: Celery, name: str, order: str, cents: int) -> "Signature[int]":
    return app.tasks["canvas.add"].s(cents).set(task_id=f"{name}-{order}")


def _total(app: Celery, name: str, queue: str) -> "Signature[int]":
    return app.tasks["canvas.total"].s().set(task_id=f"{name}-total", queue=queue)


def _accepted(header: list["Signature[int]"], queue: str, emit: Emit) -> None:
    for part in header:
        emit(What.ACCEPTED, queue, part.id)
