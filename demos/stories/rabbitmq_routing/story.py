"""Orders go through a topic exchange to consumers that chose their own patterns; one joins, one is killed."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from pika import BasicProperties, BlockingConnection, DeliveryMode, URLParameters
from pika.adapters.blocking_connection import BlockingChannel
from pika.exceptions import UnroutableError

from backends.contract import Broker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_routing.topology import (
    EXCHANGE,
    FIRST_BINDINGS,
    LATE_PATTERN,
    LATE_QUEUE,
    declare_exchange,
    declare_queue,
)
from demos.workload import Order, orders

CONSUMER = "demos.stories.rabbitmq_routing.consumer"
VICTIM, NEWCOMER = "cook-1", "accountant"
READERS = {"courier": "delivery", "riga-screen": "riga", "desk": "questions"}
QUICK = "50"
QUESTION = "question-0001"
REPLY_TO = "amq.rabbitmq.reply-to"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    placed = without_a_kind(orders(stage.parameters["orders"], seed=stage.seed))
    half = len(placed) // 2
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="publish")
        declare(channel, stage.emit)
        publish(channel, placed[:half], stage.emit)
        start_consumers(members, cooks=stage.parameters["cooks"], milliseconds=stage.parameters["work"])

        stage.emit(What.STAGE, name="join")
        members.wait_for(What.EXECUTED, "courier")
        members.start(NEWCOMER, CONSUMER, LATE_QUEUE, QUICK, LATE_PATTERN)
        members.wait_for(What.BOUND, LATE_QUEUE)
        publish(channel, placed[half:], stage.emit)

        now = stage.emit(What.STAGE, name="kill")
        members.kill_at_work(VICTIM, after=now)

        stage.emit(What.STAGE, name="ask")
        ask(channel, members, placed[0], stage.emit)

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.ACKNOWLEDGED, after=now)
        members.dismiss()
        count_what_is_left(channel, stage.emit)


@contextmanager
def connected(url: str) -> Iterator[BlockingChannel]:
    """Open a channel on which the broker confirms every message."""
    with BlockingConnection(URLParameters(url)) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        yield channel


def declare(channel: BlockingChannel, emit: Emit) -> None:
    """Make the exchange and the queues. Orders may come before anybody is there to take them."""
    declare_exchange(channel)
    for queue, pattern in FIRST_BINDINGS.items():
        declare_queue(channel, queue, pattern)
        emit(What.BOUND, queue, pattern=pattern)


def publish(channel: BlockingChannel, placed: Sequence[Order], emit: Emit) -> None:
    """Publish orders, each until the broker has it. The producer knows the exchange, but no queue and no consumer."""
    for order in placed:
        properties = BasicProperties(
            message_id=order.id, content_type="application/json", delivery_mode=DeliveryMode.Persistent
        )
        emit(What.SENT, "shop", order.id, routing_key=order.routing_key)
        try:
            channel.basic_publish(EXCHANGE, order.routing_key, order.as_json(), properties, mandatory=True)
        except UnroutableError:
            emit(What.RETURNED, "shop", order.id)
        else:
            emit(What.CONFIRMED, "exchange", order.id)


def start_consumers(members: Crew, *, cooks: int, milliseconds: int) -> None:
    """Start consumers that compete for the kitchen's orders, and one for each of the other queues."""
    for number in range(1, cooks + 1):
        members.start(f"cook-{number}", CONSUMER, "kitchen", str(milliseconds))
    for name, queue in READERS.items():
        members.start(name, CONSUMER, queue, QUICK)


def ask(channel: BlockingChannel, members: Crew, order: Order, emit: Emit) -> None:
    """Ask where an order is, and take the answer on the connection itself (direct reply-to)."""
    members.wait_for(What.JOINED, "desk")
    answers: list[float] = []
    channel.basic_consume(REPLY_TO, lambda *_: answers.append(time.monotonic()), auto_ack=True)
    emit(What.SENT, "shop", QUESTION, routing_key="ask.order")
    asked = time.monotonic()
    properties = BasicProperties(message_id=QUESTION, reply_to=REPLY_TO, correlation_id=QUESTION)
    channel.basic_publish(EXCHANGE, "ask.order", order.id.encode(), properties, mandatory=True)
    emit(What.CONFIRMED, "exchange", QUESTION)
    members.wait_for(What.EXECUTED, "desk")
    channel.connection.process_data_events(time_limit=1)
    for answered in answers:
        emit(What.REPLIED, "shop", QUESTION, milliseconds=round((answered - asked) * 1000, 1))


def count_what_is_left(channel: BlockingChannel, emit: Emit) -> None:
    """Ask the broker what is still in each queue, now that nobody takes anything out."""
    for queue in (*FIRST_BINDINGS, LATE_QUEUE):
        answer = channel.queue_declare(queue, passive=True)
        emit(What.CLOSED, queue, waiting=answer.method.message_count)


def without_a_kind(placed: tuple[Order, ...]) -> tuple[Order, ...]:
    """Let one early customer forget to say delivery or pickup: no pattern fits that order."""
    return (*placed[:2], replace(placed[2], kind=""), *placed[3:])
