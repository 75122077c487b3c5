"""Writes and reads tasks without Celery: what any program in any language can do."""

import base64
import json
import uuid
from typing import Any

import redis
from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel

from demos.workload import Order

EMBED = {"callbacks": None, "errbacks": None, "chain": None, "chord": None}
"""What follows the arguments: the tasks to call afterwards. There are none."""


def headers_of(task: str, task_id: str) -> dict[str, Any]:
    """Give the two headers that a worker cannot do without. A message without `task` is no task."""
    return {"task": task, "id": task_id}


def body_of(order: Order) -> bytes:
    """Give the arguments by place, the arguments by name, and what follows, as JSON."""
    return json.dumps([[order.id], {"city": order.city}, EMBED]).encode()


def properties_of(task: str) -> BasicProperties:
    """Give the properties that belong to a task on RabbitMQ."""
    task_id = str(uuid.uuid4())
    return BasicProperties(
        content_type="application/json",
        content_encoding="utf-8",
        correlation_id=task_id,
        delivery_mode=DeliveryMode.Persistent,
        headers=headers_of(task, task_id),
    )


def envelope_of(task: str, order: Order, *, queue: str) -> str:
    """Give a task as an entry of a Redis list. There are no headers there: Kombu wraps all into one JSON."""
    task_id = str(uuid.uuid4())
    delivery = {"exchange": "", "routing_key": queue}
    return json.dumps(
        {
            "body": base64.b64encode(body_of(order)).decode(),
            "content-type": "application/json",
            "content-encoding": "utf-8",
            "headers": headers_of(task, task_id),
            "properties": {
                "body_encoding": "base64",
                "correlation_id": task_id,
                "delivery_info": delivery,
                "delivery_mode": 2,
                "delivery_tag": str(uuid.uuid4()),
                "priority": 0,
            },
        }
    )


def look_at_rabbitmq(channel: BlockingChannel, queue: str) -> dict[str, Any]:
    """Take the first task out, look at it and put it back. RabbitMQ will flag it as redelivered."""
    delivery, properties, body = channel.basic_get(queue)
    channel.basic_nack(delivery.delivery_tag, requeue=True)  # type: ignore[union-attr,arg-type]  # it was just put there
    headers = properties.headers or {}  # type: ignore[union-attr]
    return {"content-type": properties.content_type, "headers": headers, "body": json.loads(body or b"")}  # type: ignore[union-attr]


def look_at_redis(client: redis.Redis, key: str) -> dict[str, Any]:
    """Read the oldest task and leave it where it is. Its body is JSON in base64 in JSON."""
    envelope: dict[str, Any] = json.loads(client.lindex(key, -1))  # type: ignore[arg-type]
    body = json.loads(base64.b64decode(envelope["body"]))
    return {**envelope, "body": body, "encoding": envelope["properties"]["body_encoding"]}
