"""Celery ends tasks that take too long, takes back tasks that are not wanted any more, and slows workers down."""
