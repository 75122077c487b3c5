"""What lives as long as the app costs no request its time."""

import subprocess
import sys

APP = """
import asyncio, gc
from ui import lifespan

async def life():
    async with lifespan.lifespan(None):
        print(gc.get_freeze_count(), len(gc.get_objects()))

asyncio.run(life())
"""


def test_a_collection_in_the_running_app_looks_at_next_to_nothing_of_what_was_there_at_the_start() -> None:
    told = subprocess.run(
        [sys.executable, "-c", APP],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env={"QUEUEWISE_BACKENDS": "given", "PATH": ""},
    )
    frozen, looked_at = map(int, told.stdout.split())

    assert frozen > 100_000
    assert looked_at < frozen / 100
