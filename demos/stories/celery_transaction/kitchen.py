"""A database with orders and notes, and a task that looks for its order."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

INSIDE, AFTER, OUTBOX = QUEUES = ("inside", "after", "outbox")
DATABASE = "QUEUEWISE_DATABASE"
SETTINGS: dict[str, Any] = {"queue": AFTER}


@shared_task(bind=True, name="ledger.look")
def look(self: "Task[..., None]", order: str, queue: str) -> None:
    """Look for the row of an order. What is not committed cannot be seen."""
    attempt = begin(self, order, queue=queue)
    with connected(os.environ[DATABASE]) as database:
        found = database.execute("SELECT 1 FROM orders WHERE id = ?", (order,)).fetchone()
    if found:
        report(What.EXECUTED, own_name(), order, queue=queue, attempt=attempt)
    else:
        report(What.DISCARDED, own_name(), order, queue=queue, reason="there is no such row")


@contextmanager
def connected(file: str) -> Iterator[sqlite3.Connection]:
    """Open the database. Readers see the last commit while somebody writes (https://sqlite.org/wal.html)."""
    with closing(sqlite3.connect(file, timeout=10, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        yield database


def prepare(file: str) -> None:
    """Make the tables: orders, and notes about tasks that are to be sent."""
    with connected(file) as database:
        database.execute("CREATE TABLE orders (id TEXT PRIMARY KEY, queue TEXT)")
        database.execute("CREATE TABLE notes (id TEXT PRIMARY KEY)")


def committed(file: str, queue: str) -> list[str]:
    """Give the committed orders of a till."""
    with connected(file) as database:
        return [str(row[0]) for row in database.execute("SELECT id FROM orders WHERE queue = ? ORDER BY id", (queue,))]
