"""RabbitMQ is restarted under a Celery worker that is in the middle of an order."""
