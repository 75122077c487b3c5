"""RabbitMQ refuses a message above its limit, and a reference of a few bytes passes; Redis takes it into memory."""
