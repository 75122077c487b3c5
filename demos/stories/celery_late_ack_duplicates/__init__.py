"""Celery: a task that was done and not yet acknowledged runs twice; one that is idempotent has one effect."""
