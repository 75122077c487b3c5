"""RabbitMQ only: a publisher that hears what became of every message, and one that never does."""
