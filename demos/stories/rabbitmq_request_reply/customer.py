"""Asks questions and waits for the answers: two messages for each, and all of the waiting is done here."""

import json
import time

from pika import BasicProperties
from pika.adapters.blocking_connection import BlockingChannel
from pika.spec import Basic

from demos.amqp import publish
from demos.events import Emit, What
from demos.stories.rabbitmq_request_reply.desk import QUEUE

REPLY_TO = "amq.rabbitmq.reply-to"
"""Not a queue: the broker hands what is sent there to this very channel, or to nobody."""


class Customer:
    """Keeps in mind what was asked and not answered yet, by correlation id."""

    def __init__(self, channel: BlockingChannel, emit: Emit) -> None:
        self._channel, self._emit = channel, emit
        self._asked: dict[str, float] = {}
        channel.basic_consume(REPLY_TO, self._answered, auto_ack=True)

    def ask(self, order: str, *, milliseconds: int = 0) -> None:
        """Ask where an order is; looking it up takes so many milliseconds. Does not wait for the answer."""
        properties = BasicProperties(reply_to=REPLY_TO, correlation_id=order, content_type="application/json")
        question = json.dumps({"order": order, "milliseconds": milliseconds}).encode()
        self._asked[order] = time.monotonic()
        publish(
            self._channel,
            order,
            question,
            self._emit,
            to=QUEUE,
            properties=properties,
            queues=QUEUE,
            shop="customer",
            broker=QUEUE,
        )

    def wait(self, seconds: float) -> None:
        """Wait until everything is answered, and give up after so many seconds."""
        deadline = time.monotonic() + seconds
        while self._asked and (left := deadline - time.monotonic()) > 0:
            self._channel.connection.process_data_events(time_limit=left)
        for order, asked in self._asked.items():
            waited = round(time.monotonic() - asked, 3)
            self._emit(What.MEASURED, "customer", order, name="gave up after", value=waited, unit="s")
        self._asked.clear()

    def _answered(self, _: BlockingChannel, _delivery: Basic.Deliver, properties: BasicProperties, body: bytes) -> None:
        order = properties.correlation_id or ""
        if order in self._asked:  # an answer to what nobody waits for any more is dropped
            milliseconds = round((time.monotonic() - self._asked.pop(order)) * 1000, 2)
            self._emit(What.REPLIED, "customer", order, milliseconds=milliseconds, about=body.decode())
