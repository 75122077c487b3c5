"""Celery with RabbitMQ: delayed tasks block immediate ones on a classic queue, and do not with a quorum queue."""
