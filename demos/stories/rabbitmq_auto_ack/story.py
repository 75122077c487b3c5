"""The same orders in two queues; both consumers are killed in the middle, and one had said nothing of what it did."""

from collections.abc import Sequence

from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, left_alone, publish
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_auto_ack.consumer import CAREFUL, CARELESS
from demos.workload import Order, orders

CONSUMER = "demos.stories.rabbitmq_auto_ack.consumer"
EXCHANGE = "orders"
QUEUES = (CARELESS, CAREFUL)


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    *placed, last = orders(stage.parameters["orders"] + 1, seed=stage.seed)
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="publish")
        declare(channel)
        publish_all(channel, placed, stage.emit)
        start(members, "1", milliseconds=stage.parameters["work"])

        stage.emit(What.STAGE, name="careless")
        first = members.wait_for(What.EXECUTED, f"{CARELESS}-1")
        members.kill_at_work(f"{CARELESS}-1", after=first.seq)

        now = stage.emit(What.STAGE, name="careful")
        members.kill_at_work(f"{CAREFUL}-1", after=now)
        for queue in QUEUES:
            left_alone(channel, queue)

        stage.emit(What.STAGE, name="finish")
        publish_all(channel, [last], stage.emit)
        start(members, "2", milliseconds=0)
        # What is lost is never heard of. The last order comes after all that is left, where some are lost.
        members.wait_for_copies([(last.id, CARELESS)], What.EXECUTED)
        members.wait_for_copies([(order.id, CAREFUL) for order in (*placed, last)], What.ACKNOWLEDGED)
        members.dismiss()
        count_what_is_left(channel, QUEUES, stage.emit)


def declare(channel: BlockingChannel) -> None:
    """Make an exchange that copies every order into both queues, which are alike."""
    channel.exchange_declare(EXCHANGE, ExchangeType.fanout, durable=True)
    for queue in QUEUES:
        channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
        channel.queue_bind(queue, EXCHANGE)


def publish_all(channel: BlockingChannel, placed: Sequence[Order], emit: Emit) -> None:
    """Publish orders, each until the broker has both copies."""
    for order in placed:
        publish(channel, order.id, order.as_json(), emit, to="", exchange=EXCHANGE, queues=" ".join(QUEUES))


def start(members: Crew, number: str, *, milliseconds: int) -> None:
    """Start a consumer for each queue."""
    for queue in QUEUES:
        members.start(f"{queue}-{number}", CONSUMER, queue, str(milliseconds))
