"""Messages that a worker of Celery's should not get, and gets when somebody writes into its queue."""

import json
from pathlib import Path

from celery import Celery
from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel

from demos.amqp import publish
from demos.events import Emit, What

QUEUE = "tasks"
TASK = "foreign.serve"
"""The only task that the worker knows."""

PLAIN, UNKNOWN, PICKLE = "foreign-json", "foreign-task", "foreign-pickle"
REASONS = {PLAIN: "no task", UNKNOWN: "unknown task", PICKLE: "ContentDisallowed"}
"""Why the worker must not run each of them."""


def plain(channel: BlockingChannel, emit: Emit) -> None:
    """Publish news of another service: good JSON, and no task."""
    publish(channel, PLAIN, json.dumps({"menu": "changed"}).encode(), emit, to=QUEUE, queues=QUEUE, broker=QUEUE)


def unknown(app: Celery, emit: Emit) -> None:
    """Ask for a task that this worker does not know, as happens when only one side is deployed anew."""
    emit(What.SENT, "shop", UNKNOWN, queue=QUEUE)
    app.send_task("fold_napkins", args=[UNKNOWN], task_id=UNKNOWN)
    emit(What.CONFIRMED, QUEUE, UNKNOWN)


def pickled(channel: BlockingChannel, marker: Path, emit: Emit) -> None:
    """Publish a task that the worker knows, with a body that does harm to whoever reads it as a pickle."""
    properties = BasicProperties(
        content_type="application/x-python-serialize",
        content_encoding="binary",
        delivery_mode=DeliveryMode.Persistent,
        headers={"task": TASK, "id": PICKLE, "lang": "py", "root_id": PICKLE},
        correlation_id=PICKLE,
    )
    body = harmful(marker)
    publish(channel, PICKLE, body, emit, to=QUEUE, properties=properties, queues=QUEUE, shop="stranger", broker=QUEUE)


def harmful(marker: Path) -> bytes:
    """Give a pickle, written by hand, that makes the file `marker` when it is read: it could as well run anything.

    `c` names a function, `V` a text, `t` makes the arguments since `(`, `R` calls, `.` ends.
    """
    return f"cbuiltins\nopen\n(V{marker}\nVw\ntR.".encode()
