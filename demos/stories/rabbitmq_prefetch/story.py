"""The same orders wait in two queues, each with a slow cook who comes first and a fast one who comes right after."""

from collections.abc import Sequence

from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.workload import Order, orders

COOK = "demos.stories.rabbitmq_prefetch.cook"
AHEAD = {"fair": 1, "greedy": 0}
"""Queue -> how many orders a cook may hold that are not done yet; 0 is no limit."""

EXCHANGE = "orders"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="publish")
        declare(channel)
        publish_all(channel, orders(stage.parameters["orders"], seed=stage.seed), stage.emit)

        now = stage.emit(What.STAGE, name="cook")
        for queue, ahead in AHEAD.items():
            start_cooks(members, queue, slow=stage.parameters["slow"], fast=stage.parameters["fast"], ahead=ahead)
        members.settle(What.ACKNOWLEDGED, after=now)
        members.dismiss()
        count_what_is_left(channel, AHEAD, stage.emit)


def declare(channel: BlockingChannel) -> None:
    """Make an exchange that copies every order into both queues."""
    channel.exchange_declare(EXCHANGE, ExchangeType.fanout, durable=True)
    for queue in AHEAD:
        channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(queue, EXCHANGE)


def publish_all(channel: BlockingChannel, placed: Sequence[Order], emit: Emit) -> None:
    """Publish every order, each until the broker has both copies."""
    for order in placed:
        publish(channel, order.id, order.as_json(), emit, to="", exchange=EXCHANGE, queues=" ".join(AHEAD))


def start_cooks(members: Crew, queue: str, *, slow: int, fast: int, ahead: int) -> None:
    """Start both cooks of a queue. The fast one takes its place as soon as the slow one is there."""
    members.start(f"{queue}-slow", COOK, queue, str(slow), str(ahead), "0")
    members.start(f"{queue}-fast", COOK, queue, str(fast), str(ahead), "1")
