import os

import aio_pika
from aio_pika import ExchangeType


async def on_message(message: aio_pika.abc.AbstractIncomingMessage) -> None:
    async with message.process():
        print(message.body)


async def main() -> None:
    connection = await aio_pika.connect_robust(os.environ["RABBITMQ_URL"])
    channel = await connection.channel()
    exchange = await channel.declare_exchange("events", ExchangeType.TOPIC, durable=True)
    queue = await channel.declare_queue("billing", durable=True)
    await queue.bind(exchange, routing_key="order.*.paid")
    await queue.consume(on_message)
