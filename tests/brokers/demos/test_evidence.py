"""What a run leaves on real brokers can be judged again, also when the app was killed in the middle of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from demos.__main__ import main
from demos.catalogue import ROOT
from demos.evidence_file import read
from demos.second_opinion import second_opinion
from demos.snapshot import Status
from tests.leftovers import eventually

ASKED = ["run", "rabbitmq-routing", "--backend", "local", "--set", "orders=12", "--set", "work=300"]


@pytest.mark.usefixtures("rabbitmq_server")
def test_a_killed_app_leaves_a_journal_of_all_that_it_sent(tmp_path: Path) -> None:
    kept, temporary = tmp_path / "kept", tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "demos", *ASKED, "--evidence", str(kept)]
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    path = kept / "rabbitmq-routing-1.journal"

    app = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert eventually(lambda: path.exists() and b'"sent","shop","order-0009"' in path.read_bytes(), 60)
    finally:
        app.send_signal(signal.SIGKILL)
        app.wait(10)

    evidence = read(path.read_bytes())
    assert evidence.status is Status.INTERRUPTED
    assert evidence.ledger.sent >= 9
    assert evidence.ledger.balanced
    assert second_opinion(evidence).differences == ()
    assert main(["judge", str(path)]) == 0
    assert eventually(lambda: not list(temporary.iterdir()), 5)


@pytest.mark.usefixtures("rabbitmq_server")
def test_a_run_leaves_a_file_and_no_journal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASKED, "--evidence", str(tmp_path)]) == 0

    (path,) = tmp_path.iterdir()
    assert path.name == "rabbitmq-routing-1.json"
    assert main(["judge", str(path)]) == 0
    assert "The demo's own judge says again: shown" in capsys.readouterr().out
