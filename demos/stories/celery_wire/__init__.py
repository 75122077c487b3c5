"""What a Celery task is on the wire, on RabbitMQ and on Redis, and how a plain client writes one."""
