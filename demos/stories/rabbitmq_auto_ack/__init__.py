"""RabbitMQ only, a control: a consumer is killed that never acknowledges by hand, and one that does."""
