"""The app is killed with SIGKILL in the middle of a run: nothing that it started is left."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from demos.catalogue import ROOT
from tests.brokers.demos.watching import DEMOS, QUICK
from tests.leftovers import eventually, processes_under

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what processes work on is read from /proc")


@contextmanager
def app(id_: str, temporary: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The command line, running a demo on local brokers; everything that it starts works under `temporary`."""
    settings = [word for name, number in QUICK[id_].items() for word in ("--set", f"{name}={number}")]
    command = [sys.executable, "-m", "demos", "run", id_, "--backend", "local", *settings]
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    with (temporary.parent / "app.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            yield process
        finally:
            process.kill()
            process.wait(10)


@pytest.mark.usefixtures("rabbitmq_server", "redis_server")
@pytest.mark.parametrize("id_", DEMOS)
@pytest.mark.parametrize("moment", range(2))
def test_a_killed_app_leaves_no_process_and_no_folder(id_: str, moment: int, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    seconds = Random(f"{id_} {moment}").uniform(0.2, 5.0)

    with app(id_, temporary) as process:
        assert eventually(lambda: len(processes_under(temporary)) > 5, 30)
        eventually(lambda: process.poll() is not None, seconds)
        process.send_signal(signal.SIGKILL)
        process.wait(10)

        assert eventually(lambda: not processes_under(temporary), 5), processes_under(temporary)
        assert eventually(lambda: not list(temporary.iterdir()), 5), list(temporary.iterdir())
