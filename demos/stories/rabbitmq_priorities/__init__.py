"""RabbitMQ only: urgent orders overtake the others in the queue, but not those that a consumer holds already."""
