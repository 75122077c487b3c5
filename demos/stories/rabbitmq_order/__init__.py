"""RabbitMQ: one active consumer keeps the order of a queue, two that compete do not."""
