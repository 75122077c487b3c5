"""Celery with Redis: functions run elsewhere, report progress, are retried, and leave a result to fetch by id."""
