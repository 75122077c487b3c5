"""A till of its own process, which can be killed between the commit and the sending.

python -m demos.stories.celery_transaction.till after|outbox ORDER…
"""

import os
import sys
import time

from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_transaction.kitchen import AFTER, DATABASE, connected
from demos.stories.celery_transaction.processes import app

MOMENT_SECONDS = 0.3
"""Between the commit and the sending, long enough to be killed in."""


def main(way: str, *orders: str) -> None:
    """Write every order down and have its task sent, at once or by the relay."""
    report(What.JOINED, own_name(), pid=os.getpid())
    for order in orders:
        write(order, way)
        report(What.OBSERVED, own_name(), name="committed", value=order)
        time.sleep(MOMENT_SECONDS)
        if way == AFTER:
            report(What.SENT, own_name(), order, queue=AFTER)
            app.tasks["ledger.look"].apply_async((order, AFTER), queue=AFTER)
            report(What.CONFIRMED, AFTER, order)
    time.sleep(60)  # it has closed, and stands there until it is put away


def write(order: str, way: str) -> None:
    """Commit an order, with the outbox together with a note about its task."""
    with connected(os.environ[DATABASE]) as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO orders VALUES (?, ?)", (order, way))
        if way != AFTER:
            database.execute("INSERT INTO notes VALUES (?)", (order,))
        database.execute("COMMIT")


if __name__ == "__main__":
    main(*sys.argv[1:])
