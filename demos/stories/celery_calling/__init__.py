"""Celery: four ways to call a function, and the one that stands still: waiting for a task inside a task."""
