"""What is about to be sent is written down first, and what was written can be read whatever happened then."""

import errno
import json
from pathlib import Path
from typing import IO, cast

import pytest

from demos.chronicle import Chronicle
from demos.demo import Stage
from demos.errors import CrewLost, EvidenceDamaged, JournalFailed, NotEvidence
from demos.events import What
from demos.evidence_file import read
from demos.journal import Journal, journal
from demos.run import Run, Status
from tests.unit.demos.fakes import demo_that, for_ever, no_broker

PARAMETERS = {"orders": 4, "cooks": 2, "work": 400}


class FullDisk:
    """A file that takes some lines and then no more."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, _: str) -> int:
        self.room -= 1
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return 0

    def flush(self) -> None:
        """Nothing is kept back."""


def one(stage: Stage) -> None:
    """A story of one message."""
    stage.emit(What.SENT, "shop", "a", queue="q")


def messages(path: Path) -> list[str]:
    """The ids that a reader finds in the file now."""
    lines = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
    return [message for line in lines[1:] for _, _, _, _, message, _ in line["events"] if message]


@pytest.mark.parametrize("what", [What.SENT, What.TICK])
def test_an_id_is_on_the_disk_before_it_can_be_sent(what: What, tmp_path: Path) -> None:
    path = tmp_path / "events.journal"
    with journal(path, {"demo": "any"}) as written:
        chronicle = Chronicle()
        chronicle.begin(written)
        for number in range(50):
            chronicle.tell(What.STARTED, "cook", f"order-{number}", queue="tasks", attempt=1, pid=1)
            chronicle.tell(what, "shop", f"order-{number + 1}", queue="tasks")

            assert messages(path)[-1] == f"order-{number + 1}"
            assert len(messages(path)) == 2 * (number + 1)


def test_a_run_that_was_cut_off_is_read_from_its_journal(tmp_path: Path) -> None:
    path = tmp_path / "events.journal"

    def story(stage: Stage) -> None:
        stage.emit(What.SENT, "shop", "order-0001", queue="tasks")
        stage.emit(What.ACCEPTED, "tasks", "order-0001")
        stage.emit(What.SENT, "shop", "order-0002", queue="tasks")
        cut.append(path.read_bytes())
        raise CrewLost("worker", 1, "")

    cut: list[bytes] = []
    run = Run(demo_that(story), PARAMETERS, no_broker, seed=7, journal=path)
    run.live()

    evidence = read(cut[0])
    assert evidence.events == run.snapshot().events
    assert (evidence.status, evidence.seed, evidence.ledger.sent) == (Status.INTERRUPTED, 7, 2)
    assert evidence.ledger.unconfirmed == 1
    assert read(path.read_bytes()).events == run.snapshot().events


def test_a_line_that_was_cut_off_in_the_middle_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "events.journal"
    run = Run(
        demo_that(one),
        PARAMETERS,
        no_broker,
        journal=path,
    )
    run.live()
    content = path.read_bytes()

    assert [event.what for event in read(content[:-5]).events] == [What.PLANNED]
    assert read(content[: content.index(b"\n") + 1]).events == ()
    with pytest.raises(NotEvidence):
        read(content[:40])


def test_an_edited_journal_is_told_with_its_event(tmp_path: Path) -> None:
    path = tmp_path / "events.journal"
    run = Run(
        demo_that(one),
        PARAMETERS,
        no_broker,
        journal=path,
    )
    run.live()

    with pytest.raises(EvidenceDamaged, match="event 2: it, or one soon after it, was changed"):
        read(path.read_bytes().replace(b'"a"', b'"b"'))


def test_the_journal_goes_with_the_folder_of_the_run_unless_it_is_kept() -> None:
    folders: list[Path] = []

    def story(stage: Stage) -> None:
        folders.append(stage.folder)
        assert list(stage.folder.glob("*.journal"))

    run = Run(demo_that(story), PARAMETERS, no_broker)
    run.live()

    assert run.status is Status.SHOWN, run.snapshot().problem
    assert not folders[0].exists()


def test_a_journal_never_overwrites_another(tmp_path: Path) -> None:
    (tmp_path / "events.journal").write_text("old", encoding="ascii")
    run = Run(demo_that(for_ever), PARAMETERS, no_broker, journal=tmp_path / "events.journal")

    run.live()

    assert run.status is Status.FAILED
    assert "File exists" in (run.snapshot().problem or "")


def test_an_event_that_cannot_be_written_down_did_not_happen_and_ends_the_run() -> None:
    chronicle = Chronicle()
    chronicle.begin(Journal(cast("IO[str]", FullDisk(room=2)), {"demo": "any"}))
    chronicle.tell(What.SENT, "shop", "order-0001", queue="tasks")

    with pytest.raises(JournalFailed, match="No space left"):
        chronicle.tell(What.SENT, "shop", "order-0002", queue="tasks")

    assert [event.message for event in chronicle.read()[0]] == ["order-0001"]
    with pytest.raises(JournalFailed):
        chronicle.make_sure()
