"""Celery: a task that is placed while the broker is gone is refused to its caller, who has to keep it."""
