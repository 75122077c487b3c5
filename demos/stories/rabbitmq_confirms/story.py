"""The same orders from two publishers: one fires and forgets, the other asks the broker what became of each."""

from collections.abc import Iterator, Sequence

from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_confirms.topology import EXCHANGE, QUEUES, ROOM, declare
from demos.workload import Order, orders

COOK = "demos.stories.rabbitmq_confirms.cook"

Addressed = tuple[Order, str, str]
"""An order, the queue that it is meant for, and the routing key that was written on it."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    plan = tuple(addressed(stage))
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="forget")
        declare(channel)
        with connected(url, confirms=False) as hasty:
            fire_and_forget(hasty, plan, stage.emit)

        stage.emit(What.STAGE, name="ask")
        for order, queue, key in plan:
            publish(channel, order.id, order.as_json(), stage.emit, to=key, exchange=EXCHANGE, queues=queue)

        stage.emit(What.STAGE, name="count")
        work_off(members, plan)
        members.dismiss()
        count_what_is_left(channel, QUEUES, stage.emit)


def addressed(stage: Stage) -> Iterator[Addressed]:
    """Write an address on every order: some are mistyped, and more are meant for the shelf than it has room for."""
    good, typos, too_many = (stage.parameters[name] for name in ("orders", "typos", "too_many"))
    placed = orders(good + typos + ROOM + too_many, seed=stage.seed)
    yield from ((order, "kitchen", "kitchen") for order in placed[:good])
    yield from ((order, "kitchen", "kitchne") for order in placed[good : good + typos])
    yield from ((order, "shelf", "shelf") for order in placed[good + typos :])


def fire_and_forget(channel: BlockingChannel, plan: Sequence[Addressed], emit: Emit) -> None:
    """Publish orders without asking for anything. No call fails, and no call says what became of it."""
    for order, queue, key in plan:
        message = f"{order.id}-hasty"
        emit(What.SENT, "hasty-shop", message, queues=f"hasty-{queue}", routing_key=f"hasty-{key}")
        properties = BasicProperties(message_id=message, delivery_mode=DeliveryMode.Persistent)
        channel.basic_publish(EXCHANGE, f"hasty-{key}", order.as_json(), properties)


def work_off(members: Crew, plan: Sequence[Addressed]) -> None:
    """Let a cook take out of the queues what ought to be in there; what else is in there is counted afterwards."""
    good = [(order, queue) for order, queue, key in plan if queue == key]
    shelved = [order for order, queue in good if queue == "shelf"]
    arriving = [(order.id, queue) for order, queue in good if order not in shelved[ROOM:]]
    members.start("cook", COOK)
    hasty = [(f"{message}-hasty", f"hasty-{queue}") for message, queue in arriving]
    members.wait_for_copies([*arriving, *hasty], What.ACKNOWLEDGED)
