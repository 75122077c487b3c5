"""The same orders in two queues: one lets a single consumer work at a time, the other lets two compete."""

from collections.abc import Mapping, Sequence
from typing import Any

from pika.adapters.blocking_connection import BlockingChannel
from pika.exchange_type import ExchangeType

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.workload import Order, orders

CONSUMER = "demos.stories.rabbitmq_order.consumer"
EXCHANGE = "orders"
QUEUES: Mapping[str, Mapping[str, Any]] = {"line": {"x-single-active-consumer": True}, "crowd": {}}
"""Queue -> what is special about it."""

ACTIVE, STANDBY = "line-1", "line-2"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="join")
        declare(channel)
        join(members, steady=stage.parameters["steady"], slow=stage.parameters["slow"])

        stage.emit(What.STAGE, name="work")
        publish_all(channel, orders(stage.parameters["orders"], seed=stage.seed), stage.emit)
        first = members.wait_for(What.EXECUTED, ACTIVE)

        now = stage.emit(What.STAGE, name="kill")
        members.kill_at_work(ACTIVE, after=first.seq)
        members.settle(What.ACKNOWLEDGED, after=now)
        members.dismiss()
        count_what_is_left(channel, QUEUES, stage.emit)


def declare(channel: BlockingChannel) -> None:
    """Make an exchange that copies every order into both queues."""
    channel.exchange_declare(EXCHANGE, ExchangeType.fanout, durable=True)
    for queue, special in QUEUES.items():
        channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum", **special})
        channel.queue_bind(queue, EXCHANGE)


def join(members: Crew, *, steady: int, slow: int) -> None:
    """Start two consumers for each queue. Who comes first to the line is the active one."""
    members.start(ACTIVE, CONSUMER, "line", str(steady))
    members.start("crowd-1", CONSUMER, "crowd", str(slow))
    members.start("crowd-2", CONSUMER, "crowd", "10")
    members.wait_for(What.JOINED, ACTIVE)
    members.start(STANDBY, CONSUMER, "line", str(steady))
    for name in (STANDBY, "crowd-1", "crowd-2"):
        members.wait_for(What.JOINED, name)


def publish_all(channel: BlockingChannel, placed: Sequence[Order], emit: Emit) -> None:
    """Publish every order, each until the broker has both copies."""
    for order in placed:
        publish(channel, order.id, order.as_json(), emit, to="", exchange=EXCHANGE, queues=" ".join(QUEUES))
