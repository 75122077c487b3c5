"""One order crashes whoever takes it. One queue sets it aside in the end, the other hands it out for ever."""

from collections.abc import Sequence
from random import Random

from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Broker
from demos.amqp import connected, count_what_is_left, headers_of, publish
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.rabbitmq_poison.queues import DEAD, ENDLESS, EXCHANGE, LIMITED, declare
from demos.workload import Order, orders

CONSUMER = "demos.stories.rabbitmq_poison.consumer"
ROUNDS = 3
"""How many times longer the endless queue is watched than the other hands out the same order."""

TOO_MANY = 60
"""Crashes after which nobody watches any more, whatever has happened."""

PATIENCE = 5.0


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    deliveries = stage.parameters["deliveries"]
    with connected(url) as channel, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="publish")
        declare(channel, deliveries=deliveries)
        # In the first half, so that others are behind it.
        publish_all(channel, placed, Random(stage.seed).choice(placed[: len(placed) // 2]), stage.emit)

        stage.emit(What.STAGE, name="crash")
        members.start("cook", CONSUMER, LIMITED)
        members.start("baker", CONSUMER, ENDLESS)
        watch(members, others=len(placed) - 1, rounds=ROUNDS * deliveries)

        stage.emit(What.STAGE, name="look")
        members.dismiss()
        read_dead_letters(channel, stage.emit)
        count_what_is_left(channel, (LIMITED, ENDLESS), stage.emit)


def publish_all(channel: BlockingChannel, placed: Sequence[Order], poison: Order, emit: Emit) -> None:
    """Publish the orders; one of them was cut short on its way and is no JSON any more."""
    emit(What.OBSERVED, "shop", poison.id, name="poison", value="its last character is missing")
    for order in placed:
        body = order.as_json()[:-1] if order is poison else order.as_json()
        publish(channel, order.id, body, emit, to="", exchange=EXCHANGE, queues=f"{LIMITED} {ENDLESS}")


def watch(members: Crew, *, others: int, rounds: int) -> None:
    """Wait until all `others` are done in the one queue, and the other has crashed its consumer `rounds` times."""
    done, crashes = set[str | None](), 0
    for event in members.follow():
        if event.what is What.EXECUTED and event.detail["queue"] == LIMITED:
            done.add(event.message)
        crashes += event.what is What.OBSERVED and event.stop == "baker"
        if (len(done) >= others and crashes >= rounds) or crashes >= TOO_MANY:
            return


def read_dead_letters(channel: BlockingChannel, emit: Emit) -> None:
    """Read all that was set aside, with the reason that the broker wrote into it."""
    for delivery, properties, _ in channel.consume(DEAD, inactivity_timeout=PATIENCE):
        if delivery is None or properties is None:
            return
        reason = str(headers_of(properties)["x-death"][0]["reason"])
        emit(What.DEAD_LETTERED, DEAD, properties.message_id, queue=LIMITED, reason=reason)
        channel.basic_ack(delivery.delivery_tag or 0)
        if not channel.queue_declare(DEAD, passive=True).method.message_count:
            break
    channel.cancel()
