"""RabbitMQ only: failed orders are tried again by hand, beside the queue's own limit and Celery's one line."""
