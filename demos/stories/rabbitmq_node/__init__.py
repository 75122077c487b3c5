"""RabbitMQ only: Node.js and Python work on the same queues, and one takes over what the other left."""
