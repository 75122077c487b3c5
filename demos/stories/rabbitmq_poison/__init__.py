"""RabbitMQ only: an order that crashes its consumer is set aside after exactly n deliveries, or comes back for ever."""
