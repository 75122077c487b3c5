"""What Celery's events show of tasks and RabbitMQ of queues, and what each of them cannot see."""
