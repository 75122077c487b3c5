"""Celery routes a task by its name to a queue with workers of its own, and one task is for one worker."""
