"""RabbitMQ only: one active consumer keeps the order of a queue, and two that compete overtake each other."""
