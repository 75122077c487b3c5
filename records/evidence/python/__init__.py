"""Reads programs in Python as a syntax tree. They are never imported and never run."""

from collections.abc import Iterator

from records.evidence.fact import Fact, Source
from records.evidence.python.brokers import brokers
from records.evidence.python.calls import calls
from records.evidence.python.module import Module
from records.evidence.python.settings import settings
from records.evidence.python.tasks import tasks

_SPEAKS = ("celery", "pika", "kombu", "redis", "servicebase", "win32service", "procrastinate", "arq", "taskiq")
_STARTS = (".delay(", "apply_async", "on_commit", "broker_url")


def program(source: Source) -> Iterator[Fact]:
    """What one program says. A program that names nothing of interest is not even parsed.

    Raises:
        Broken: it is no Python that this interpreter reads.
    """
    low = source.text.lower()
    named = "celery" in source.file.lower()
    if not named and not any(word in low for word in (*_SPEAKS, *_STARTS)):
        return
    module = Module(source)
    for reader in (settings, tasks, calls, brokers):
        yield from reader(module)
