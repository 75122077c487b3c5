"""A run from the click to its outcome, without brokers."""

import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Thread

import pytest

from backends.contract import Broker, Setup, Space
from backends.errors import FaultFailed, NotReady
from demos import run as run_module
from demos.catalogue import defaults, demo
from demos.demo import Demo, Opener, Stage, Verdict
from demos.errors import CrewLost
from demos.events import What
from demos.run import Run, Status
from tests.leftovers import eventually
from tests.unit.demos.fakes import SlowBroker, demo_that, for_ever, no_broker, nothing


def new(what: Demo, opener: Opener = no_broker) -> Run:
    return Run(what, defaults(demo("rabbitmq-routing")), opener, seed=7)


@contextmanager
def living(run: Run) -> Iterator[Thread]:
    thread = Thread(target=run.live)
    thread.start()
    try:
        yield thread
    finally:
        run.cancel()
        thread.join(10)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_run_ends_with_the_verdict_of_its_judge(verdict: Verdict) -> None:
    run = new(demo_that(nothing, verdict=verdict))

    run.live()

    assert run.snapshot().status == verdict.value
    assert run.snapshot().judgement is not None


def test_ids_of_runs_cannot_be_guessed() -> None:
    ids = {new(demo_that(nothing)).id for _ in range(50)}

    assert len(ids) == 50
    assert all(len(id_) == 32 for id_ in ids)


def test_the_first_event_says_what_was_planned() -> None:
    run = new(demo_that(nothing))

    run.live()

    first = run.snapshot().events[0]
    assert (first.seq, first.what, first.detail["seed"], first.detail["orders"]) == (1, What.PLANNED, 7, 24)


def test_events_are_numbered_without_gaps_and_in_time() -> None:
    def story(stage: Stage) -> None:
        for number in range(50):
            stage.emit(What.SENT, "shop", f"order-{number}", queue="tasks")

    run = new(demo_that(story))
    run.live()

    events = run.snapshot().events
    assert [event.seq for event in events] == list(range(1, 52))
    assert [event.at for event in events] == sorted(event.at for event in events)


def test_a_snapshot_never_changes() -> None:
    run = new(demo_that(for_ever))
    with living(run):
        assert eventually(lambda: run.status is Status.RUNNING)
        before = run.snapshot()
        run.cancel()
        assert eventually(lambda: run.status.ended)

    assert before.status is Status.RUNNING
    assert run.snapshot().status is Status.CANCELLED


def test_the_versions_of_a_run_are_those_of_its_beginning_whatever_is_installed_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = new(demo_that(nothing))
    before = run.snapshot().libraries

    monkeypatch.setattr(run_module, "version", lambda _: "0.0.0")
    run.live()

    assert run.snapshot().libraries == before


def test_who_waits_for_events_gets_them_without_polling() -> None:
    run = new(demo_that(for_ever))

    with living(run):
        assert run.events_after(0, timeout=5)[0].what is What.PLANNED


def test_who_waits_for_events_is_let_go_at_the_end() -> None:
    run = new(demo_that(nothing))
    run.live()

    began = time.monotonic()
    assert run.events_after(1, timeout=5) == ()
    assert time.monotonic() - began < 1


def test_cancel_returns_at_once_and_the_run_ends_within_two_seconds() -> None:
    run = new(demo_that(for_ever))
    with living(run) as thread:
        assert eventually(lambda: run.status is Status.RUNNING)

        began = time.monotonic()
        run.cancel()
        returned = time.monotonic() - began
        thread.join(2)

        assert returned < 0.1
        assert not thread.is_alive()
    assert run.status is Status.CANCELLED


def test_cancelling_twice_or_after_the_end_is_harmless() -> None:
    run = new(demo_that(nothing))
    run.live()

    run.cancel()
    run.cancel()

    assert run.status is Status.SHOWN


def test_a_run_can_be_cancelled_while_its_broker_is_opened_and_the_broker_is_put_away() -> None:
    broker = SlowBroker()
    run = new(demo_that(nothing, needs=[Broker.REDIS]), broker)
    with living(run) as thread:
        assert broker.asked.wait(5)
        assert run.snapshot().preparing is Broker.REDIS

        run.cancel()
        assert run.status is Status.CANCELLED

        broker.opened.set()
        thread.join(5)
        assert broker.put_away.is_set()


def test_a_broker_that_cannot_be_had_fails_the_run_with_its_reason() -> None:
    def opener(broker: Broker, _run_id: str, _setup: Setup | None = None) -> AbstractContextManager[Space]:
        raise NotReady(f"{broker} was not ready.", remedy="Wait.")

    run = new(demo_that(nothing, needs=[Broker.RABBITMQ]), opener)
    run.live()

    assert (run.snapshot().status, run.snapshot().problem) == (Status.FAILED, "rabbitmq was not ready. Wait.")


def test_a_mistake_in_a_demo_is_a_plain_sentence_and_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    def story(_: Stage) -> None:
        raise ZeroDivisionError("amqp://guest:hunter2@localhost")

    run = new(demo_that(story))
    with caplog.at_level(logging.ERROR):
        run.live()

    shot = run.snapshot()
    assert shot.status is Status.FAILED
    assert "ZeroDivisionError" in (shot.problem or "")
    assert "hunter2" not in (shot.problem or "")
    assert "Traceback" in caplog.text


def test_a_worker_that_ends_by_itself_fails_the_run_with_its_last_lines() -> None:
    def story(_: Stage) -> None:
        raise CrewLost("worker-1", 1, "no such module")

    run = new(demo_that(story))
    run.live()

    assert run.status is Status.FAILED
    assert "no such module" in (run.snapshot().problem or "")


def test_a_run_whose_fault_did_not_happen_is_void_and_says_why() -> None:
    def fails(_: Stage) -> None:
        raise FaultFailed("The broker was to be killed, and answers.")

    run = new(demo_that(fails))
    run.live()

    assert run.snapshot().status is Status.VOID
    assert run.snapshot().problem == "The broker was to be killed, and answers."


def test_a_run_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "DEADLINE", 0.1)
    run = new(demo_that(for_ever))

    run.live()

    assert run.status is Status.FAILED
    assert "within 0 s" in (run.snapshot().problem or "")


def test_the_ledger_of_a_run_that_failed_is_kept() -> None:
    def story(stage: Stage) -> None:
        stage.emit(What.SENT, "shop", "order-0001", queue="tasks")
        raise CrewLost("worker", 1, "")

    run = new(demo_that(story))
    run.live()

    assert (run.snapshot().ledger.sent, run.snapshot().ledger.in_flight) == (1, 1)


def test_the_folder_of_a_run_is_gone_afterwards() -> None:
    folders: list[Path] = []

    def story(stage: Stage) -> None:
        folders.append(stage.folder)
        (stage.folder / "beat-schedule").write_text("x", encoding="utf-8")

    new(demo_that(story)).live()

    assert not folders[0].exists()


def test_the_share_grows_from_nothing_to_all() -> None:
    def story(stage: Stage) -> None:
        stage.emit(What.STAGE, name="publish")
        stage.emit(What.STAGE, name="kill")
        for_ever(stage)

    run = new(demo_that(story))
    assert run.snapshot().share == 0
    with living(run):
        assert eventually(lambda: run.snapshot().chapter == "kill")
        middle = run.snapshot().share

    assert 0 < middle < 1
    assert run.snapshot().share == 1


def test_the_seconds_say_how_long_each_part_took() -> None:
    run = new(demo_that(nothing))

    run.live()

    seconds = run.snapshot().seconds
    assert list(seconds) == [Status.QUEUED, Status.PREPARING, Status.RUNNING]
    assert all(0 <= lasted < 5 for lasted in seconds.values())


def test_where_a_run_was_never_says_a_password() -> None:
    broker = SlowBroker()
    broker.opened.set()
    run = new(demo_that(nothing, needs=[Broker.REDIS]), broker)

    run.live()

    assert run.snapshot().where[0].address == "slow:1"
    assert "secret" not in repr(run.snapshot())
