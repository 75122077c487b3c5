"""Celery: results by id from anywhere for as long as they are kept, against results that are read once."""
