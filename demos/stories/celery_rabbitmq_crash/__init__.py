"""Celery with RabbitMQ: a worker is killed in the middle of a task, and the task is completed by another."""
