"""Orders from Python are cooked in Node.js and served in Python; Node.js is killed, and Python takes over."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, publish
from demos.crew import crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.workload import Order, orders

HERE = Path(__file__).parent
COOK = "demos.stories.rabbitmq_node.cook"
ORDERS, MEALS = "orders", "meals"
VICTIM = "node-cook"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    half, work = len(placed) // 2, str(stage.parameters["work"])
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="publish")
        declare(channel)
        publish_all(channel, placed[:half], stage.emit)
        members.start_program(VICTIM, "node", str(HERE / "cook.js"), ORDERS, MEALS, work)
        members.start("waiter", COOK, MEALS, "0")

        stage.emit(What.STAGE, name="work")
        members.wait_for(What.EXECUTED, VICTIM)
        members.wait_for(What.EXECUTED, "waiter")
        members.start("python-cook", COOK, ORDERS, work, MEALS)
        members.wait_for(What.JOINED, "python-cook")
        publish_all(channel, placed[half:], stage.emit)

        now = stage.emit(What.STAGE, name="kill")
        members.kill_at_work(VICTIM, after=now)

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.ACKNOWLEDGED, after=now)
        members.dismiss()
        count_what_is_left(channel, (ORDERS, MEALS), stage.emit)


def declare(channel: BlockingChannel) -> None:
    """Make both queues. Whoever reads them needs to know no more than their names."""
    for queue in (ORDERS, MEALS):
        channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})


def publish_all(channel: BlockingChannel, placed: Sequence[Order], emit: Emit) -> None:
    """Publish orders as JSON. Each has to be cooked, and then to be served."""
    for order in placed:
        body = order.as_json()
        emit(What.OBSERVED, "shop", order.id, name="content", value=f"{order.city} {sha256(body).hexdigest()}")
        publish(channel, order.id, body, emit, to=ORDERS, queues=f"{ORDERS} {MEALS}", broker=ORDERS)
