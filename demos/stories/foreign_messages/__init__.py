"""Celery with RabbitMQ: what is no task, or is no JSON, is thrown away and never run."""
