"""Takes the orders that are due, and tells where each of them has waited.

python -m demos.stories.rabbitmq_ttl_head.desk
"""

import os

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import connected, headers_of
from demos.events import What
from demos.report import own_name, report
from demos.stories.rabbitmq_ttl_head.queues import DUE


def main() -> None:
    """Consume until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        channel.basic_consume(DUE, take)
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def take(channel: BlockingChannel, delivery: Basic.Deliver, properties: BasicProperties, _body: bytes) -> None:
    """Take one order."""
    name, order = own_name(), properties.message_id
    death = headers_of(properties)["x-death"][0]
    report(What.DELIVERED, name, order, queue=DUE, redelivered=int(delivery.redelivered))
    waited = {"waited": str(death["queue"]), "reason": str(death["reason"])}
    report(What.EXECUTED, name, order, queue=DUE, attempt=1, **waited)
    channel.basic_ack(delivery.delivery_tag or 0)


if __name__ == "__main__":
    main()
