"""The till: a task that writes a charge, once without a look and once under a key of its own."""

import os
import sqlite3
import time
from contextlib import closing
from typing import Any

from celery import Task, shared_task

from demos.celery_apps import begin
from demos.events import What
from demos.report import own_name, report

QUEUE = "charges"
DATABASE = "QUEUEWISE_DATABASE"
TABLES = ("plain", "keyed")
VICTIM = "worker-1"
TIDY_SECONDS, UNTIL_KILLED = 0.2, 30.0
"""Between the work and the acknowledgement. The victim tidies until it is killed, however busy the machine is."""

SETTINGS: dict[str, Any] = {
    "queue": QUEUE,
    "task_default_queue_type": "quorum",
    # Acknowledged when all is done: a killed worker loses nothing, and what it had done is done again.
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
}


@shared_task(bind=True, name="till.charge")
def charge(self: "Task[..., None]", order: str) -> None:
    """Charge an order. The second table makes a repetition harmless."""
    attempt = begin(self, order, queue=QUEUE)
    with closing(sqlite3.connect(os.environ[DATABASE])) as database, database:
        database.execute("INSERT INTO plain VALUES (?)", (order,))
        database.execute("INSERT INTO keyed VALUES (?) ON CONFLICT DO NOTHING", (order,))
    report(What.EXECUTED, own_name(), order, queue=QUEUE, attempt=attempt)
    time.sleep(UNTIL_KILLED if own_name() == VICTIM else TIDY_SECONDS)


def prepare(file: str) -> None:
    """Make the two tables."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE plain (charged TEXT)")
        database.execute("CREATE TABLE keyed (charged TEXT PRIMARY KEY)")


def rows(file: str, table: str) -> int:
    """Count the charges in a table."""
    with closing(sqlite3.connect(file)) as database:
        count: int = database.execute(f"SELECT count(*) FROM {TABLES[TABLES.index(table)]}").fetchone()[0]  # noqa: S608
    return count
