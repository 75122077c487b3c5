"""RabbitMQ only: the four types of exchange, and an alternate exchange for what no binding wanted."""
