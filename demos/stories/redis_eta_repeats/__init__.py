"""Celery with Redis: what takes longer than the visibility timeout, waiting or working, is executed several times."""
