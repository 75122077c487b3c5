"""Celery: failed tasks are tried again by their settings alone, and without those settings they are gone."""
