"""RabbitMQ only: the worker that a team writes for itself, with its queues, its retries and its chain of steps.

It consumes until it is ended. Whoever runs it sees to it that it is started again.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from pika import BasicProperties, BlockingConnection, DeliveryMode, URLParameters
from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic

from .report import report
from .settings import number, switch
from .steps import STEPS, CardReaderDown, Order, carry_out, following, message_id

QUEUE, WAITING, DEAD = "rabbitmq-orders", "rabbitmq-waiting", "rabbitmq-dead"
ATTEMPTS = 5
RETRY_MILLISECONDS = 1000
BLOCKED_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One step of an order, as it is written into a message; `milliseconds` are those of this step and the next."""

    order: str
    step: str
    milliseconds: Sequence[int]
    failures: int = 0
    attempt: int = 1


def connect(url: str) -> BlockingConnection:
    """Connect. A broker that is full does not take messages; then sending fails and does not wait for ever."""
    parameters = URLParameters(url)
    parameters.blocked_connection_timeout = BLOCKED_SECONDS
    return BlockingConnection(parameters)


def declare(channel: BlockingChannel) -> None:
    """Make the queue for work, one in which failed work waits until its time is over, and one for what is given up."""
    quorum: dict[str, Any] = {"x-queue-type": "quorum"}
    limit = {"x-delivery-limit": ATTEMPTS, "x-dead-letter-exchange": "", "x-dead-letter-routing-key": DEAD}
    back = {"x-message-ttl": RETRY_MILLISECONDS, "x-dead-letter-exchange": "", "x-dead-letter-routing-key": QUEUE}
    if switch("single_active_consumer"):
        quorum["x-single-active-consumer"] = True
    if milliseconds := number("consumer_timeout", otherwise=0):
        limit["x-consumer-timeout"] = milliseconds
    channel.queue_declare(DEAD, durable=True, arguments={"x-queue-type": "quorum"})
    channel.queue_declare(QUEUE, durable=True, arguments=quorum | limit)
    channel.queue_declare(WAITING, durable=True, arguments={"x-queue-type": "quorum"} | back)


def place(channel: BlockingChannel, order: Order) -> None:
    """Ask for an order; return when the broker has it."""
    publish(channel, Job(order=order.id, step=STEPS[0], milliseconds=order.milliseconds, failures=order.failures))


def publish(channel: BlockingChannel, job: Job, *, to: str = QUEUE) -> None:
    """Hand a job over and return when the broker has it; the channel must be in confirm mode."""
    properties = BasicProperties(
        message_id=message_id(job.order, job.step),
        content_type="application/json",
        delivery_mode=DeliveryMode.Persistent,
    )
    channel.basic_publish("", to, json.dumps(asdict(job)).encode(), properties, mandatory=True)


def main() -> None:
    """Consume until the process is ended."""
    with connect(os.environ["RABBITMQ_URL"]) as connection:
        channel = connection.channel()
        channel.confirm_delivery()
        declare(channel)
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(QUEUE, take)
        report("joined", pid=os.getpid())
        channel.start_consuming()


def take(channel: BlockingChannel, delivery: Basic.Deliver, properties: BasicProperties, body: bytes) -> None:
    """Work on one message, and let the broker forget it when what follows from it is safe with the broker."""
    job, message = Job(**json.loads(body)), properties.message_id
    report("delivered", message, queue=QUEUE, redelivered=int(delivery.redelivered))
    report("started", message, queue=QUEUE, attempt=job.attempt, pid=os.getpid())
    try:
        carry_out(job.milliseconds[0], attempt=job.attempt, failures=job.failures if job.step == "bill" else 0)
    except CardReaderDown:
        report("failed", message, queue=QUEUE, attempt=job.attempt)
        try_again(channel, job)
    else:
        go_on(channel, job)
        report("executed", message, queue=QUEUE, attempt=job.attempt)
    channel.basic_ack(delivery.delivery_tag)  # type: ignore[arg-type]  # a delivery always has one


def try_again(channel: BlockingChannel, job: Job) -> None:
    """Let the job wait and come back, or set it aside when it has been tried often enough."""
    message, again = message_id(job.order, job.step), replace(job, attempt=job.attempt + 1)
    if again.attempt > ATTEMPTS:
        publish(channel, again, to=DEAD)
        report("dead_lettered", message, queue=QUEUE, reason="attempts")
    else:
        publish(channel, again, to=WAITING)
        report("retrying", message, queue=QUEUE, attempt=job.attempt, delay=RETRY_MILLISECONDS / 1000)


def go_on(channel: BlockingChannel, job: Job) -> None:
    """Ask for the step that follows, if one does."""
    if (step := following(job.step)) is not None:
        report("sent", message_id(job.order, step), queue=QUEUE)
        publish(channel, replace(job, step=step, milliseconds=job.milliseconds[1:], attempt=1))
        report("confirmed", message_id(job.order, step))


if __name__ == "__main__":
    main()
