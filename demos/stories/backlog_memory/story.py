"""Orders with a photo pile up in three brokers; memory is measured before and after, and one broker gets full."""

from collections.abc import Sequence
from functools import partial
from random import Random

from celery import Celery
from kombu.exceptions import OperationalError
from redis.exceptions import OutOfMemoryError

from backends.contract import Control
from backends.errors import CannotBreak
from demos.application import closing
from demos.celery_apps import count_what_is_left
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.backlog_memory.kitchen import IN_RABBITMQ, NEEDS, PHOTO, kitchen
from demos.together import together
from demos.workload import Order, orders

MEMORY = "memory"
LONGEST_REASON = 200


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    photo = Random(stage.seed).randbytes(PHOTO // 2).hex()
    stage.emit(What.STAGE, name="pile")
    together(stage, *(partial(pile_up, queue=queue, placed=placed, photo=photo) for queue in NEEDS))

    stage.emit(What.STAGE, name="count")
    for queue, need in NEEDS.items():
        count_what_is_left(stage.spaces[need], queue, stage.emit)


def pile_up(stage: Stage, *, queue: str, placed: Sequence[Order], photo: str) -> None:
    """Hand orders over that nobody takes, and measure the broker's memory before and after."""
    need = NEEDS[queue]
    space = stage.spaces[need]
    with closing(kitchen(space, queue)) as app:
        measure(space.endpoint.control, need, stage.emit)
        hand_over(app, queue, placed, photo, stage.emit)
        measure(space.endpoint.control, need, stage.emit)


def hand_over(app: Celery, queue: str, placed: Sequence[Order], photo: str, emit: Emit) -> None:
    """Hand orders over until the broker takes no more."""
    frame = app.tasks["backlog_memory.frame"]
    answer = What.CONFIRMED if queue == IN_RABBITMQ else What.ACCEPTED
    for order in placed:
        message = f"{order.id}-{queue}"
        emit(What.SENT, "shop", message, queue=queue)
        try:
            frame.delay(message, photo)
        except (OperationalError, OutOfMemoryError) as problem:
            emit(What.REFUSED, NEEDS[queue], message, reason=str(problem)[:LONGEST_REASON])
            return
        emit(answer, NEEDS[queue], message)


def measure(control: Control | None, broker: str, emit: Emit) -> None:
    """Tell how much memory the broker says it uses."""
    if control is None:
        raise CannotBreak(f"The broker {broker} is shared: its memory says nothing about these orders.")
    emit(What.MEASURED, broker, name=MEMORY, value=control.memory(), unit="bytes")
