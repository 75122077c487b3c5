"""What is in a queue: bytes and what is said about them, of the shop's own kinds and of Celery's."""
