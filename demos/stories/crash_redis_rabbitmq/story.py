"""On both brokers a worker is killed in the middle of an order while another one is idle; then more orders come."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, greet, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.faults import kill_worker
from demos.stories.crash_redis_rabbitmq.kitchen import (
    RABBITMQ,
    REDIS,
    VISIBILITY,
    WORKERS,
    kitchen_on_rabbitmq,
    kitchen_on_redis,
)
from demos.workload import Order, orders

PROCESSES = "demos.stories.crash_redis_rabbitmq.processes"
LONG, SHORT = 1200, 200
"""Milliseconds that the order takes in which a worker is killed, and that each of the others takes."""
OTHERS = 3
PATIENCE = 10.0

Kitchens = Mapping[str, Celery]
"""Queue -> the application that hands over to it."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    rabbitmq, redis = stage.spaces[Broker.RABBITMQ], stage.spaces[Broker.REDIS]
    visibility = stage.parameters["visibility"]
    placed = orders(1 + OTHERS, seed=stage.seed)
    environment = {**environment_of(rabbitmq), **environment_of(redis), VISIBILITY: str(visibility)}
    with ExitStack() as opened, crew(stage, environment) as members:
        kitchens = {
            RABBITMQ: opened.enter_context(closing(kitchen_on_rabbitmq(rabbitmq.url))),
            REDIS: opened.enter_context(closing(kitchen_on_redis(redis.url, redis.prefix, visibility=visibility))),
        }
        stage.emit(What.STAGE, name="join")
        start_workers(members, kitchens)

        stage.emit(What.STAGE, name="kill")
        hand_over(kitchens, placed[:1], stage.emit, milliseconds=LONG)
        kill_who_cooks(members, {f"{placed[0].id}-{queue}" for queue in kitchens})
        hand_over(kitchens, placed[1:], stage.emit, milliseconds=SHORT)

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=now)
        members.dismiss()
        for queue, space in ((RABBITMQ, rabbitmq), (REDIS, redis)):
            count_what_is_left(space, queue, stage.emit)


def start_workers(members: Crew, kitchens: Kitchens) -> None:
    """Start two workers on each broker, and make sure that all of them answer."""
    for queue, names in WORKERS.items():
        for name in names:
            start_worker(members, name, f"{PROCESSES}:{'on_redis' if queue == REDIS else 'on_rabbitmq'}")
    for queue, names in WORKERS.items():
        for name in names:
            members.wait_for(What.JOINED, name)
            greet(kitchens[queue], name)


def hand_over(kitchens: Kitchens, placed: Sequence[Order], emit: Emit, *, milliseconds: int) -> None:
    """Hand every order over to both brokers."""
    for order in placed:
        for queue, app in kitchens.items():
            message = f"{order.id}-{queue}"
            emit(What.SENT, "shop", message, queue=queue)
            app.tasks["crash.cook"].delay(message, queue, milliseconds)
            emit(What.ACCEPTED if queue == REDIS else What.CONFIRMED, queue, message)


def kill_who_cooks(members: Crew, messages: set[str]) -> None:
    """Kill whoever has begun one of `messages`, in the middle of it; on each broker one worker.

    If one of them is not begun, nobody is killed there, and the judge will see that.
    """
    left = set(messages)
    for event in members.heard(PATIENCE):
        if event.what is What.STARTED and event.message in left:
            kill_worker(members, event.stop)
            left.remove(event.message)
        if not left:
            return
