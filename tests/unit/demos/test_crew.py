"""Real processes that report by a pipe; no broker is needed for that."""

import os
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event as Signal

import pytest

from backends import leash
from demos import crew as crew_module
from demos.chronicle import Chronicle
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.errors import Cancelled, CrewLost
from demos.events import What
from demos.following import Following
from demos.pulse import pulse
from tests.leftovers import alive, eventually

REPORTER = """
    import os, sys, time
    from demos.events import What
    from demos.report import own_name, report
"""


@contextmanager
def company(cancelled: Signal | None = None, **environment: str) -> Iterator[tuple[Crew, Chronicle, Path]]:
    """A crew of nobody yet, the chronicle that it reports to, and a folder for what it runs."""
    chronicle = Chronicle()
    with leash.private_folder() as folder, pulse({}) as heart:
        follow = Following(chronicle, cancelled or Signal(), heart, deadline=30)
        stage = Stage(spaces={}, parameters={}, seed=1, emit=chronicle.tell, follow=follow, folder=folder)
        with crew(stage, {"PYTHONPATH": f"{folder}:{crew_module.ROOT}", **environment}) as members:
            yield members, chronicle, folder


def program(folder: Path, text: str, *, name: str = "reporter") -> str:
    """A module that the crew can run."""
    (folder / f"{name}.py").write_text(textwrap.dedent(REPORTER) + textwrap.dedent(text), encoding="utf-8")
    return name


def test_a_process_tells_under_the_name_of_its_stop() -> None:
    with company() as (members, _, folder):
        members.start("cook-1", program(folder, "report(What.JOINED, own_name(), pid=os.getpid()); time.sleep(60)"))

        joined = members.wait_for(What.JOINED, "cook-1")

        assert joined.detail["pid"] != os.getpid()


def test_what_was_told_before_a_kill_survives_it() -> None:
    with company() as (members, chronicle, folder):
        text = "report(What.STARTED, own_name(), 'order-0001', queue='kitchen')\nos.kill(os.getpid(), 9)"
        members.start("cook-1", program(folder, text))

        with pytest.raises(CrewLost, match="status -9"):
            members.wait_for(What.EXECUTED, "cook-1")

        assert [event.message for event in chronicle.after(0, 0)] == ["order-0001"]


def test_what_a_process_writes_for_the_moment_goes_with_the_folder_of_the_run() -> None:
    with company() as (members, _, folder):
        text = "import tempfile; report(What.JOINED, own_name(), pid=1, place=tempfile.mkdtemp()); time.sleep(60)"
        members.start("cook-1", program(folder, text))

        place = Path(str(members.wait_for(What.JOINED, "cook-1").detail["place"]))

        assert place.parent == folder
    assert not place.exists()


def test_reports_of_many_processes_never_mix() -> None:
    text = "for n in range(500): report(What.SENT, own_name(), f'{own_name()}-{n}', queue='x' * 1000)"
    with company() as (members, chronicle, folder):
        name = program(folder, text)
        for number in range(4):
            members.start(f"cook-{number}", name)

        assert eventually(lambda: len(chronicle.after(0, 0)) == 2000, 30)
        assert len({event.message for event in chronicle.after(0, 0)}) == 2000


def test_reports_survive_a_fork_and_a_redirected_standard_output() -> None:
    text = """
        sys.stdout = open(os.devnull, "w")
        if os.fork() == 0:
            report(What.STARTED, own_name(), "order-0001", queue="kitchen")
            os._exit(0)
        time.sleep(60)
    """
    with company() as (members, _, folder):
        members.start("worker", program(folder, text))

        assert members.wait_for(What.STARTED, "worker").message == "order-0001"


def test_a_line_that_is_no_report_is_passed_over() -> None:
    text = """
        os.write(int(os.environ["QUEUEWISE_EVENTS"]), b'{"what": "exploded"}\\nnot json\\n[]\\n')
        report(What.JOINED, own_name())
        time.sleep(60)
    """
    with company() as (members, _, folder):
        members.start("worker", program(folder, text))

        assert members.wait_for(What.JOINED, "worker").seq == 1


def test_an_event_is_stamped_with_the_time_at_which_it_happened_and_not_at_which_it_was_heard() -> None:
    text = "report(What.JOINED, own_name(), happened=time.monotonic()); time.sleep(60)"
    with company() as (members, chronicle, folder):
        began = time.monotonic() - chronicle.seconds
        members.start("worker", program(folder, text))

        joined = members.wait_for(What.JOINED, "worker")

        assert abs(began + joined.at - float(joined.detail["happened"])) < 0.05


def test_an_event_arrives_without_a_polling_delay() -> None:
    text = "report(What.JOINED, own_name()); sys.stdin.read()\nreport(What.LEFT, own_name(), sent=time.monotonic())\n"
    text += "time.sleep(60)"
    with company() as (members, _, folder):
        members.start("worker", program(folder, text))

        left = members.wait_for(What.LEFT, "worker")

        assert time.monotonic() - float(left.detail["sent"]) < 0.15


def test_a_killed_process_is_told_and_gone_with_its_children() -> None:
    text = """
        child = os.fork()
        if child == 0:
            time.sleep(60)
        report(What.JOINED, own_name(), child=child)
        time.sleep(60)
    """
    with company() as (members, chronicle, folder):
        members.start("worker", program(folder, text))
        child = int(members.wait_for(What.JOINED, "worker").detail["child"])

        members.kill("worker")

        assert eventually(lambda: not alive(child))
        assert eventually(lambda: chronicle.after(0, 0)[-1].what is What.KILLED)


def test_a_killed_process_can_be_started_again_under_its_name() -> None:
    text = "report(What.JOINED, own_name(), pid=os.getpid()); time.sleep(60)"
    with company() as (members, _, folder):
        name = program(folder, text)
        members.start("worker", name)
        first = members.wait_for(What.JOINED, "worker")
        members.kill("worker")
        killed = members.wait_for(What.KILLED, "worker")

        members.start("worker", name)

        again = members.wait_for(What.JOINED, "worker", after=killed.seq)
        assert again.detail["pid"] != first.detail["pid"]


def test_that_a_process_was_killed_is_told_after_all_that_it_told_itself() -> None:
    text = (
        "report(What.JOINED, own_name())\nwhile True: report(What.STARTED, own_name(), 'order-0001', queue='kitchen')"
    )
    with company() as (members, chronicle, folder):
        members.start("worker", program(folder, text))
        members.wait_for(What.STARTED, "worker")

        members.kill("worker")

        members.wait_for(What.KILLED, "worker")
    assert chronicle.after(0, 0)[-1].what is What.KILLED


def test_a_process_that_is_asked_to_end_is_told_after_all_that_it_told_itself() -> None:
    text = """
        import signal
        signal.signal(signal.SIGTERM, lambda *_: (report(What.TICK, own_name(), "tick-1", queue="x"), os._exit(0)))
        report(What.JOINED, own_name())
        time.sleep(60)
    """
    with company() as (members, chronicle, folder):
        members.start("beat", program(folder, text))
        members.wait_for(What.JOINED, "beat")

        left = members.finish("beat")

        assert [event.what for event in chronicle.after(0, 0)][: left + 1] == [What.JOINED, What.TICK, What.LEFT]


def test_nobody_is_left_when_the_crew_is_dismissed() -> None:
    with company() as (members, _, folder):
        name = program(folder, "report(What.JOINED, own_name(), pid=os.getpid()); time.sleep(60)")
        for cook in ("cook-1", "cook-2"):
            members.start(cook, name)
        pids = [int(members.wait_for(What.JOINED, cook).detail["pid"]) for cook in ("cook-1", "cook-2")]

    assert not any(map(alive, pids))


def test_a_process_that_ends_by_itself_is_told_with_its_last_lines_and_no_password() -> None:
    url = "amqp://guest:hunter2@localhost"
    with company(QUEUEWISE_RABBITMQ_URL=url) as (members, _, folder):
        members.start("worker", program(folder, "sys.exit(f'cannot reach {os.environ[\"QUEUEWISE_RABBITMQ_URL\"]}')"))

        with pytest.raises(CrewLost) as caught:
            members.wait_for(What.JOINED, "worker")

    assert "cannot reach amqp://guest:***@localhost" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_process_that_never_says_a_word_is_not_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew_module, "_PATIENCE", 0.1)
    with company() as (members, _, folder):
        members.start("worker", program(folder, "time.sleep(60)"))

        with pytest.raises(CrewLost, match="did not get ready"):
            members.wait_for(What.JOINED, "worker")


def test_waiting_ends_when_the_run_is_cancelled() -> None:
    cancelled = Signal()
    with company(cancelled) as (members, _, folder):
        members.start("worker", program(folder, "time.sleep(60)"))
        cancelled.set()

        with pytest.raises(Cancelled):
            members.wait_for(What.JOINED, "worker")


def test_credentials_are_in_no_command_line() -> None:
    with company(QUEUEWISE_REDIS_URL="redis://:hunter2@localhost") as (members, _, folder):
        members.start("worker", program(folder, "report(What.JOINED, own_name(), pid=os.getpid()); time.sleep(60)"))
        pid = members.wait_for(What.JOINED, "worker").detail["pid"]

        if sys.platform == "linux":
            assert b"hunter2" not in Path(f"/proc/{pid}/cmdline").read_bytes()


def test_settling_waits_for_every_copy_that_is_expected() -> None:
    text = """
        for n in range(3):
            report(What.EXECUTED, own_name(), f"order-{n}", queue="kitchen")
        time.sleep(60)
    """
    with company() as (members, chronicle, folder):
        for number in range(3):
            chronicle.tell(What.SENT, "shop", f"order-{number}", queue="kitchen")
        members.start("worker", program(folder, text))

        members.settle(What.EXECUTED, after=3)

        assert chronicle.read()[1].executed == 3


def test_settling_is_over_when_every_copy_came_to_one_end_or_another() -> None:
    text = """
        report(What.EXECUTED, own_name(), "order-1", queue="kitchen")
        report(What.DEAD_LETTERED, own_name(), "order-2", queue="kitchen", reason="rejected")
        time.sleep(60)
    """
    with company() as (members, chronicle, folder):
        for number in (1, 2):
            chronicle.tell(What.SENT, "shop", f"order-{number}", queue="kitchen")
        members.start("worker", program(folder, text))

        members.settle(What.EXECUTED, What.DEAD_LETTERED, after=2)

        books = chronicle.read()[1]
        assert (books.executed, books.dead_lettered) == (1, 1)


def test_settling_gives_up_when_nothing_is_told_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew_module, "_SILENCE", 0.1)
    with company() as (members, chronicle, _):
        chronicle.tell(What.SENT, "shop", "order-0001", queue="kitchen")

        members.settle(What.EXECUTED, after=1)

        assert chronicle.read()[1].in_flight == 1


def test_nobody_is_killed_who_begins_no_work_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew_module, "_WITHOUT_WORK", 0.1)
    with company() as (members, chronicle, folder):
        members.start("worker", program(folder, "time.sleep(60)"))

        members.kill_at_work("worker", after=0)

        assert What.KILLED not in [event.what for event in chronicle.after(0, 0)]
