"""Every demo is performed many times, and what it has shown is written down, whatever it was."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock

import pytest

from backends.contract import Broker
from demos.__main__ import main
from demos.catalogue import catalogue
from demos.demo import Demo, Judgement, Stage, Verdict
from demos.errors import CrewLost
from demos.events import Event, What
from demos.ledger import Ledger
from demos.receipts import needed, receipt_of
from demos.run import Snapshot, Status
from demos.series import Series
from rules.receipt import read_receipt, receipts, write_receipt
from tests.unit.demos.fakes import SlowBroker, demo_that, for_ever, judged, no_broker, nothing

DAY = date(2026, 11, 24)


class Heard:
    """What a series told."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, int, Status]] = []
        self.finished: dict[str, Sequence[Snapshot]] = {}

    def told(self, demo: Demo, number: int, shot: Snapshot) -> None:
        self.runs.append((demo.id, number, shot.status))

    def done(self, demo: Demo, shots: Sequence[Snapshot]) -> None:
        self.finished[demo.id] = shots


def series(heard: Heard, *demos: Demo, times: int = 3) -> Series:
    return Series(demos, times=times, opener=no_broker, told=heard.told, finished=heard.done)


def named(id_: str, demo: Demo) -> Demo:
    return replace(demo, id=id_)


def ready() -> SlowBroker:
    broker = SlowBroker()
    broker.opened.set()
    return broker


@contextmanager
def ctrl_c_heard() -> Iterator[None]:
    """Tests that run in the background have Ctrl-C ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("at_once", [1, 3])
def test_every_demo_is_performed_as_often_as_asked(at_once: int) -> None:
    heard = Heard()

    series(heard, named("a", demo_that(nothing)), named("b", demo_that(nothing))).perform(at_once)

    assert sorted(heard.runs) == [(id_, number, Status.SHOWN) for id_ in "ab" for number in (1, 2, 3)]
    assert {id_: len(shots) for id_, shots in heard.finished.items()} == {"a": 3, "b": 3}


def test_as_many_run_at_once_as_asked_and_no_more() -> None:
    lock, now, most = Lock(), 0, 0

    def story(stage: Stage) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        stage.emit(What.SENT, "shop", "a", queue="q")
        with lock:
            now -= 1

    series(Heard(), demo_that(story), times=20).perform(2)

    assert 1 <= most <= 2


def test_every_run_has_a_seed_of_its_own_and_the_receipt_has_all_of_them() -> None:
    heard = Heard()
    series(heard, demo_that(nothing), times=20).perform()

    receipt = receipt_of(demo_that(nothing), heard.finished["rabbitmq-routing"], day=DAY)

    assert len(set(receipt.seeds)) == 20


def test_a_demo_that_cannot_begin_is_not_tried_again_and_has_no_receipt() -> None:
    heard, broken = Heard(), replace(demo_that(nothing), id="b", programs=("no-such-program",))

    series(heard, broken, named("a", demo_that(nothing))).perform()

    assert heard.runs[0] == ("b", 1, Status.FAILED)
    assert len(heard.runs) == 4
    assert list(heard.finished) == ["a"]


def test_ctrl_c_keeps_what_is_finished_and_ends_what_is_on() -> None:
    heard = Heard()

    def story(stage: Stage) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        for_ever(stage)

    with ctrl_c_heard(), pytest.raises(KeyboardInterrupt):
        series(heard, named("a", demo_that(nothing)), named("b", demo_that(story))).perform()

    assert list(heard.finished) == ["a"]
    assert [id_ for id_, *_ in heard.runs] == ["a"] * 3


def test_a_receipt_counts_what_was_not_shown_too() -> None:
    heard = Heard()
    verdicts = iter([Verdict.SHOWN, Verdict.REFUTED, Verdict.VOID, Verdict.SHOWN])

    def story(_: Stage) -> None:
        if next(count) == 4:
            raise CrewLost("worker", 1, "")

    count = iter(range(5))

    def judge(books: Ledger, events: Sequence[Event]) -> Judgement:
        return judged(next(verdicts))(books, events)

    demo = replace(demo_that(story, needs=[Broker.REDIS]), judge=judge)
    Series([demo], times=5, opener=ready(), told=heard.told, finished=heard.done).perform()

    receipt = receipt_of(demo, heard.finished[demo.id], day=DAY)

    assert (receipt.times, receipt.shown, receipt.refuted, receipt.void, receipt.failed) == (5, 2, 1, 1, 1)
    assert not receipt.complete
    assert read_receipt(write_receipt(receipt).encode(), file="rabbitmq-routing.json") == receipt


def test_a_receipt_says_where_it_was_and_of_which_code() -> None:
    heard = Heard()
    demo = demo_that(nothing, needs=[Broker.REDIS])
    Series([demo], times=2, opener=ready(), told=heard.told, finished=heard.done).perform()

    receipt = receipt_of(demo, heard.finished[demo.id], day=DAY)

    assert [(each.broker, each.version, each.origin) for each in receipt.ran_on] == [("redis", "0", "slow")]
    assert (receipt.story, receipt.claim, receipt.day) == (demo.story, demo.claim, DAY)
    assert 0 <= receipt.median <= receipt.longest < 5


def test_only_what_is_missing_of_other_code_or_not_complete_is_needed_again() -> None:
    heard = Heard()
    demo = demo_that(nothing)
    series(heard, demo, times=20).perform()
    where = replace(heard.finished[demo.id][0], where=())
    receipt = receipt_of(demo, [where] * 20, day=DAY)

    assert needed([demo], {demo.id: receipt}) == ()
    assert needed([demo], {}) == (demo,)
    assert needed([demo], {demo.id: replace(receipt, story="0" * 64)}) == (demo,)
    assert needed([demo], {demo.id: replace(receipt, shown=19, void=1)}) == (demo,)


def test_every_demo_knows_the_hash_of_its_own_code_and_no_other_has_it() -> None:
    hashes = [demo.story for demo in catalogue()]

    assert len(set(hashes)) == len(hashes)
    assert {len(each) for each in hashes} == {64}


def test_without_a_broker_there_is_no_receipt_and_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUEUEWISE_RABBITMQ_URL", raising=False)
    asked = ["receipts", "rabbitmq-routing", "--times", "3", "--backend", "given", "--folder", str(tmp_path)]

    assert main(asked) == 1

    told = capsys.readouterr()
    assert told.err.startswith("rabbitmq-routing 1 of 3: failed")
    assert len(told.err.splitlines()) == 1
    assert receipts(tmp_path) == {}


@pytest.mark.parametrize("wrong", [["--times", "0"], ["--jobs", "-1"], ["--times", "many"]])
def test_numbers_that_make_no_sense_are_refused(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["receipts", *wrong])

    assert ended.value.code == 2
