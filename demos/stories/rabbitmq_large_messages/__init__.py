"""A message above RabbitMQ's limit is refused, a reference to the same bytes passes, and Redis takes all of them."""
