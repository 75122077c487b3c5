"""Addresses that open answers in the app."""

from urllib.parse import urlencode

from rules.model import Answers

APP = "http://localhost:8501"
"""Where `make run` serves the app."""


def link(answers: Answers, app: str) -> str:
    """The address of the app with these answers. An empty `app` gives one that is relative to it."""
    return f"{app.rstrip('/')}/{'?' if answers else ''}{urlencode(answers)}"
