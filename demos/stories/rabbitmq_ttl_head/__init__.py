"""RabbitMQ only: a short delay behind a long one in the same queue ends late, and one in a queue of its own on time."""
