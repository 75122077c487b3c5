"""Celery's default acknowledgement loses the task of a worker that is killed; the late one does not."""
