"""RabbitMQ only: many questions are asked and answered by direct reply-to, and one is asked in vain."""
