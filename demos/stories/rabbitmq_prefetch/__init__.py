"""RabbitMQ only: a slow and a fast consumer share a queue, with a prefetch of one and without any limit."""
