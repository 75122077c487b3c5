"""RabbitMQ only: a stream keeps what was read, a balance is computed again, and an event store is something else."""
