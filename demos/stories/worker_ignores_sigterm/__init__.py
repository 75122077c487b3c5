"""Celery with RabbitMQ: a worker that is asked to end, and one that does not listen."""
