"""Celery with Redis: which types of exchange Kombu imitates there, and what happens to orders that none wants."""
