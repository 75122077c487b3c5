"""A desk: takes questions from one queue and answers each to whoever asked.

python -m demos.stories.rabbitmq_request_reply.desk
"""

import json
import os
import time

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import connected
from demos.events import What
from demos.report import own_name, report

QUEUE = "questions"


def main() -> None:
    """Answer until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"], confirms=False) as channel:
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(QUEUE, answer)
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def answer(channel: BlockingChannel, delivery: Basic.Deliver, properties: BasicProperties, body: bytes) -> None:
    """Answer one question, to the address that it carries and with its correlation id."""
    name, message, question = own_name(), properties.message_id, json.loads(body)
    report(What.DELIVERED, name, message, queue=QUEUE, redelivered=int(delivery.redelivered))
    report(What.STARTED, name, message, queue=QUEUE, attempt=1, pid=os.getpid())
    time.sleep(question["milliseconds"] / 1000)  # looking it up
    reply = BasicProperties(correlation_id=properties.correlation_id)
    channel.basic_publish("", properties.reply_to or "", question["order"].encode(), reply)
    report(What.EXECUTED, name, message, queue=QUEUE, attempt=1)
    channel.basic_ack(delivery.delivery_tag or 0)
    report(What.ACKNOWLEDGED, name, message, queue=QUEUE)


if __name__ == "__main__":
    main()
