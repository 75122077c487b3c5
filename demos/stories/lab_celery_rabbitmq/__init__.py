"""Celery with RabbitMQ: a steady stream of orders, and everything that a visitor may break while it runs."""
