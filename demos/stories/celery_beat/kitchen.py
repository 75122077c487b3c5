"""Two jobs that the clock asks for every second: a quick one, and one that takes longer than a second."""

import time
from datetime import datetime
from typing import Any

from celery import shared_task
from celery.schedules import schedstate, schedule

QUEUE = "tasks"
QUICK, LONG = "oven", "stock"
"""The names of the jobs. A message is named after its job and its slot."""

SETTINGS: dict[str, Any] = {"queue": QUEUE, "task_ignore_result": True}

WORK = "QUEUEWISE_WORK"
"""How many milliseconds the long job takes."""


class EverySecond(schedule):
    """Due at every full second of the clock, so that any two Beats mean the same slots. `slot` is the latest."""

    slot = 0

    def is_due(self, last_run_at: datetime) -> schedstate:
        """Say whether it is time, and note the second of the clock to count by."""
        state = super().is_due(last_run_at)
        # Not before: no two runs of a Beat are to have the same.
        EverySecond.slot = int(time.time())
        return state


@shared_task(name=QUICK)
def look_at_the_oven() -> None:
    """Look whether something burns."""


@shared_task(name=LONG)
def take_stock(milliseconds: int) -> None:
    """Count what is in the cellar."""
    time.sleep(milliseconds / 1000)


def beat_schedule(milliseconds: int) -> dict[str, Any]:
    """Give what Beat is to send."""
    every_second = EverySecond(1, relative=True)
    return {
        "look at the oven": {"task": QUICK, "schedule": every_second},
        "take stock": {"task": LONG, "schedule": every_second, "args": (milliseconds,)},
    }
