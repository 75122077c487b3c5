"""Celery with RabbitMQ: a broadcast reaches every worker that lives, and nobody else."""
