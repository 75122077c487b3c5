"""Sends the tasks that notes tell of, and deletes each note when the broker has confirmed its task.

python -m demos.stories.celery_transaction.relay
"""

import os
import sqlite3
import time

from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_transaction.kitchen import DATABASE, OUTBOX, connected
from demos.stories.celery_transaction.processes import app

LOOK_SECONDS = 0.1


def main() -> None:
    """Relay until the process is ended."""
    report(What.JOINED, own_name(), pid=os.getpid())
    with connected(os.environ[DATABASE]) as database:
        while True:
            relay(database)
            time.sleep(LOOK_SECONDS)


def relay(database: sqlite3.Connection) -> None:
    """Send what is noted so far."""
    for (order,) in database.execute("SELECT id FROM notes ORDER BY id").fetchall():
        report(What.SENT, own_name(), order, queue=OUTBOX)
        app.tasks["ledger.look"].apply_async((order, OUTBOX), queue=OUTBOX)
        report(What.CONFIRMED, OUTBOX, order)
        database.execute("DELETE FROM notes WHERE id = ?", (order,))


if __name__ == "__main__":
    main()
