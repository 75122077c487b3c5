"""A consumer that keeps photos: it takes those that are in a message, and fetches those that a message only names.

python -m demos.stories.rabbitmq_large_messages.album
"""

import json
import os
from hashlib import sha256
from pathlib import Path

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import connected, work
from demos.events import What
from demos.report import own_name, report

QUEUE, REFERENCE = "photos", "reference-1"
"""The queue, and the message that only names a photo."""


def main() -> None:
    """Consume until the process is ended."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        channel.basic_qos(prefetch_count=1)
        channel.basic_consume(QUEUE, keep)
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def keep(channel: BlockingChannel, delivery: Basic.Deliver, properties: BasicProperties, body: bytes) -> None:
    """Keep one photo, and tell which one it was by its digest."""
    named = properties.content_type == "application/json"
    photo = Path(json.loads(body)["file"]).read_bytes() if named else body
    report(What.OBSERVED, own_name(), properties.message_id, name="sha256", value=sha256(photo).hexdigest())
    work(channel, delivery, properties, body, queue=QUEUE)


if __name__ == "__main__":
    main()
