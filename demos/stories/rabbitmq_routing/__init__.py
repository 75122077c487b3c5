"""RabbitMQ only: an exchange routes orders by their words, and a killed consumer loses nothing."""
