"""The same consumer and producer in Python; without TO it only takes orders.

python -m demos.stories.rabbitmq_node.cook FROM MILLISECONDS [TO]
"""

import json
import os
import platform
import sys
import time
from functools import partial
from hashlib import sha256

from pika import DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import connected
from demos.events import What
from demos.report import own_name, report


def main(queue: str, milliseconds: str, to: str = "") -> None:
    """Consume until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(queue, partial(cook, queue=queue, seconds=int(milliseconds) / 1000, to=to))
        report(What.JOINED, own_name(), pid=os.getpid(), runtime=f"Python {platform.python_version()}")
        channel.start_consuming()


def cook(
    channel: BlockingChannel,
    delivery: Basic.Deliver,
    properties: BasicProperties,
    body: bytes,
    *,
    queue: str,
    seconds: float,
    to: str,
) -> None:
    """Cook one order, and pass it on as it came."""
    name, order = own_name(), str(properties.message_id)
    report(What.DELIVERED, name, order, queue=queue, redelivered=int(delivery.redelivered))
    report(What.STARTED, name, order, queue=queue, attempt=1, pid=os.getpid())
    city = json.loads(body)["city"]
    time.sleep(seconds)  # cooking
    if to:
        pass_on(channel, body, order, to)
    digest = sha256(body).hexdigest()
    report(What.EXECUTED, name, order, queue=queue, attempt=1, digest=digest, city=city)
    channel.basic_ack(delivery.delivery_tag or 0)
    report(What.ACKNOWLEDGED, name, order, queue=queue)


def pass_on(channel: BlockingChannel, body: bytes, order: str, to: str) -> None:
    """Publish the bytes as they came; return when the broker has them."""
    properties = BasicProperties(
        message_id=order, content_type="application/json", delivery_mode=DeliveryMode.Persistent
    )
    channel.basic_publish("", to, body, properties, mandatory=True)
    report(What.CONFIRMED, to, order)


if __name__ == "__main__":
    main(*sys.argv[1:])
