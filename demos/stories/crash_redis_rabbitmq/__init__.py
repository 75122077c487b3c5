"""A worker is killed in the middle of a task, on RabbitMQ and on Redis at the same time: who hands it on, and when."""
