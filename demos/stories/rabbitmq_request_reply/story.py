"""A customer asks one question after the other, then many at once, then one that nobody is there to answer."""

from random import Random

from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import What
from demos.stories.rabbitmq_request_reply.customer import Customer
from demos.stories.rabbitmq_request_reply.desk import QUEUE
from demos.workload import orders

DESK = "demos.stories.rabbitmq_request_reply.desk"
DESKS = ("desk-1", "desk-2")
AT_ONCE = 12
LONGEST = 40
"""Milliseconds that looking up an order takes at most, when many are asked for at once."""
LONG_ENOUGH = 10.0
"""Seconds after which the customer gives up although somebody is there to answer."""


def perform(stage: Stage) -> None:
    """Run the story from the first question to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    *asked, last = (order.id for order in orders(stage.parameters["calls"] + AT_ONCE + 1, seed=stage.seed))
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="turns")
        customer = Customer(channel, stage.emit)
        open_desks(channel, members)
        for order in asked[:-AT_ONCE]:
            customer.ask(order)
            customer.wait(LONG_ENOUGH)

        now = stage.emit(What.STAGE, name="together")
        random = Random(stage.seed)
        for order in asked[-AT_ONCE:]:
            customer.ask(order, milliseconds=random.randint(1, LONGEST))
        customer.wait(LONG_ENOUGH)
        members.settle(What.ACKNOWLEDGED, after=now)

        stage.emit(What.STAGE, name="alone")
        for desk in DESKS:
            members.finish(desk)
        customer.ask(last)
        customer.wait(stage.parameters["patience"] / 1000)
        count_what_is_left(channel, [QUEUE], stage.emit)


def open_desks(channel: BlockingChannel, members: Crew) -> None:
    """Make the queue of the questions, and wait until both desks are there."""
    channel.queue_declare(QUEUE, durable=True)
    for desk in DESKS:
        members.start(desk, DESK)
    for desk in DESKS:
        members.wait_for(What.JOINED, desk)
