"""Looks at what was set aside, in the parking lot and in the dead letter queue, and tells why it is there.

python -m demos.stories.rabbitmq_retries_by_hand.inspector
"""

import os
from functools import partial

from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic, BasicProperties

from demos.amqp import connected, headers_of
from demos.events import What
from demos.report import own_name, report
from demos.stories.rabbitmq_retries_by_hand import by_hand, by_limit

PLACES = {by_hand.PARKED: by_hand.QUEUE, by_limit.DEAD: by_limit.QUEUE}


def main() -> None:
    """Look until the process is ended. Nothing is acknowledged, so everything stays where it is."""
    with connected(os.environ["QUEUEWISE_RABBITMQ_URL"]) as channel:
        for place in PLACES:
            channel.basic_consume(place, partial(look, place=place))
        report(What.JOINED, own_name(), pid=os.getpid())
        channel.start_consuming()


def look(
    _: BlockingChannel, _delivery: Basic.Deliver, properties: BasicProperties, _body: bytes, *, place: str
) -> None:
    """Tell of one order, with the reason that the broker wrote into it last."""
    reason = str(headers_of(properties)["x-death"][0]["reason"])
    report(What.DEAD_LETTERED, place, properties.message_id, queue=PLACES[place], reason=reason)


if __name__ == "__main__":
    main()
