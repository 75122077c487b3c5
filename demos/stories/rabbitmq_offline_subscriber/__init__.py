"""Publish and subscribe with a subscriber that was away: on RabbitMQ, and on Redis through Kombu."""
