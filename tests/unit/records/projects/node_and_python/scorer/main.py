import json

import pika

connection = pika.BlockingConnection(pika.ConnectionParameters("mq"))
channel = connection.channel()
channel.queue_declare("applications", durable=True)


def score(channel, method, properties, body):
    application = json.loads(body)
    print(application["id"])
    channel.basic_ack(method.delivery_tag)


channel.basic_consume("applications", score)
channel.start_consuming()
