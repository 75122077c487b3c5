"""Celery with Redis: priorities are several lists, and the scale is upside down."""
