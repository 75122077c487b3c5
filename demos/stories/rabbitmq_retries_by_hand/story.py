"""Orders whose billing fails are tried again: by hand with a delay, and by the queue's own limit without one."""

from collections.abc import Sequence

from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_retries_by_hand import by_hand, by_limit
from demos.stories.rabbitmq_retries_by_hand.lines import lines_of
from demos.workload import Order, orders, unlucky

HERE = "demos.stories.rabbitmq_retries_by_hand"
EXCHANGE = "bills"
FEW, ALWAYS = 2, 1000
"""How many attempts fail: of an order that goes through in the end, and of one that never does."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    delay = stage.parameters["delay"]
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="publish")
        declare(channel, delay)
        publish_all(
            channel, placed, failures(placed, hopeless=stage.parameters["hopeless"], seed=stage.seed), stage.emit
        )

        now = stage.emit(What.STAGE, name="work")
        start(members, seconds=delay / 1000)
        members.settle(What.EXECUTED, What.DEAD_LETTERED, after=now)

        stage.emit(What.STAGE, name="count")
        members.dismiss()
        count_what_is_left(channel, (by_hand.QUEUE, by_limit.QUEUE, by_hand.WAIT), stage.emit)
        count_lines(stage.emit)


def declare(channel: BlockingChannel, delay: int) -> None:
    """Make both queues with what belongs to them, and an exchange that copies every order into both."""
    by_hand.declare(channel, delay)
    by_limit.declare(channel)
    channel.exchange_declare(EXCHANGE, ExchangeType.fanout, durable=True)
    for queue in (by_hand.QUEUE, by_limit.QUEUE):
        channel.queue_bind(queue, EXCHANGE)


def failures(placed: Sequence[Order], *, hopeless: int, seed: int) -> dict[str, int]:
    """Choose how often the billing of each order fails: half of them do, `hopeless` of those for ever."""
    failing = sorted(unlucky(tuple(placed), percent=50, seed=seed))
    return {order: ALWAYS if number < hopeless else FEW for number, order in enumerate(failing)}


def publish_all(channel: BlockingChannel, placed: Sequence[Order], failing: dict[str, int], emit: Emit) -> None:
    """Publish every order, each until the broker has both copies."""
    for order in placed:
        properties = BasicProperties(
            content_type="application/json",
            delivery_mode=DeliveryMode.Persistent,
            headers={"failures": failing.get(order.id, 0)},
        )
        queues = f"{by_hand.QUEUE} {by_limit.QUEUE}"
        publish(
            channel, order.id, order.as_json(), emit, to="", exchange=EXCHANGE, properties=properties, queues=queues
        )


def start(members: Crew, *, seconds: float) -> None:
    """Start a consumer for each queue, and somebody who looks at what was set aside."""
    members.start("inspector", f"{HERE}.inspector")
    members.start("cashier", f"{HERE}.consumer", "by_hand", str(seconds))
    members.start("till", f"{HERE}.consumer", "by_limit", "0")


def count_lines(emit: Emit) -> None:
    """Count the code that somebody has to own, by reading the very files that ran."""
    emit(What.MEASURED, "cashier", name="by hand", value=lines_of("by_hand.py"), unit="lines")
    emit(What.MEASURED, "till", name="by limit", value=lines_of("by_limit.py"), unit="lines")
    emit(What.MEASURED, "shop", name="with celery", value=lines_of("with_celery.py", naming="retry"), unit="lines")
