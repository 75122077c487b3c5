"""A program that has nothing but ids, and asks for results by them.

python -m demos.stories.celery_results.reader KEPT,KEPT,… REPLIED,REPLIED,…
"""

import os
import signal
import sys
import time

from celery import Celery

from demos.events import What
from demos.report import own_name, report
from demos.stories.celery_results.kitchen import kept_here, replied_here

FETCH_SECONDS = 20.0
LOOK = 0.05


def main(kept: list[str], replied: list[str]) -> None:
    """Ask for all of them; then look at those in Redis until they are gone."""
    redis, rabbitmq = kept_here(), replied_here()
    report(What.JOINED, own_name(), pid=os.getpid())
    for order in kept:
        report(What.RESULT, own_name(), order, value=redis.AsyncResult(order).get(timeout=FETCH_SECONDS))
    for order in replied:
        report(What.OBSERVED, own_name(), order, name="asked", value=rabbitmq.AsyncResult(order).state)
    for order in kept:
        report(What.OBSERVED, own_name(), order, name="gone", value=last_state(redis, order))
    signal.pause()


def last_state(app: Celery, order: str) -> str:
    """Give the state that a result has when it is no longer kept."""
    deadline = time.monotonic() + FETCH_SECONDS
    while (state := app.AsyncResult(order).state) == "SUCCESS" and time.monotonic() < deadline:
        time.sleep(LOOK)
    return state


if __name__ == "__main__":
    main(*(names.split(",") for names in sys.argv[1:]))
