"""The same orders on two queues: one has a single active consumer, which is killed; on the other one two compete."""

from collections.abc import Sequence
from random import Random

from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_order.topology import COMPETING, ONE_ACTIVE, QUEUES, declare
from demos.workload import Order, orders

CONSUMER = "demos.stories.rabbitmq_order.consumer"
ACTIVE, STANDS_BY, COMPETITORS = "active", "stand-by", ("one", "other")
QUICK, SLOW = 20, 160
"""Milliseconds that orders take: every third one is slow, so that two who compete overtake each other."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="join")
        declare(channel)
        start_one_after_the_other(members)

        stage.emit(What.STAGE, name="publish")
        publish_to_both(channel, placed, stage.emit, offset=Random(stage.seed).randrange(3))

        now = stage.emit(What.STAGE, name="kill")
        members.kill_at_work(ACTIVE, after=now)

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.ACKNOWLEDGED, after=now)
        members.dismiss()
        count_what_is_left(channel, QUEUES, stage.emit)


def publish_to_both(channel: BlockingChannel, placed: Sequence[Order], emit: Emit, *, offset: int) -> None:
    """Publish every order to both queues."""
    for number, order in enumerate(placed, start=offset):
        takes = {"milliseconds": QUICK if number % 3 else SLOW}
        for queue in QUEUES:
            properties = BasicProperties(headers=takes, delivery_mode=DeliveryMode.Persistent)
            publish(
                channel, f"{order.id}-{queue}", order.as_json(), emit, to=queue, queues=queue, properties=properties
            )


def start_one_after_the_other(members: Crew) -> None:
    """Start the consumers. Of those on the first queue the one that comes first is the active one."""
    for name, queue in ((ACTIVE, ONE_ACTIVE), (STANDS_BY, ONE_ACTIVE), *((name, COMPETING) for name in COMPETITORS)):
        members.start(name, CONSUMER, queue)
        members.wait_for(What.JOINED, name)
