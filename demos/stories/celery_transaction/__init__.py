"""Celery: a task and a change in the database, which cannot be committed together."""
