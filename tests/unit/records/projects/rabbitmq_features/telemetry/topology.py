import pika

STREAM = {"x-queue-type": "stream", "x-max-age": "7D"}


def declare(channel: pika.channel.Channel) -> None:
    channel.exchange_declare("readings", exchange_type="headers", durable=True)
    channel.queue_declare("history", durable=True, arguments=STREAM)
    channel.queue_declare("ledger", durable=True, arguments={"x-single-active-consumer": True})
    channel.queue_declare("wait", arguments={"x-message-ttl": 30000, "x-dead-letter-exchange": ""})
