"""Celery: tasks that depend on each other: chains, groups and chords, and what a chord needs."""
