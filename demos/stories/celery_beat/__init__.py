"""Celery Beat: jobs by the clock; two Beats send each of them twice, and a long job overlaps itself."""
