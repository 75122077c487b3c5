"""A run plays again from its evidence, reads like a run, and never passes for one."""

import gzip
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from demos.__main__ import main
from demos.catalogue import catalogue
from demos.commands.record import MOST_BYTES, packed
from demos.demo import Counted, Fault, Prediction
from demos.errors import BadPrediction, EvidenceDamaged, NoSuchDemo, NoSuchFault, NotEvidence, NotNow
from demos.events import Event, What
from demos.evidence_file import read, written
from demos.performance import Performance
from demos.playhead import Playhead
from demos.recording import RECORDINGS, Recording, recording_from, recording_of
from demos.run import Run
from demos.second_opinion import second_opinion
from demos.snapshot import Status
from tests.unit.demos.fakes import demo_that, no_broker, nothing
from tests.unit.demos.telling import events, told
from tests.unit.demos.test_independent import TOLD

DEMO = replace(
    demo_that(nothing),
    predictions=(Prediction(id="twice", says="How many run twice?", counts=Counted.DUPLICATED),),
    faults=(Fault(id="kill", says="Kill a cook", at="kitchen"),),
)
LONG = replace(TOLD, events=tuple(replace(event, at=event.at + 3600 * (event.seq > 20)) for event in TOLD.events))
"""One that has an hour's pause in the middle."""


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def at(*seconds: float) -> Sequence[Event]:
    story = events([told(What.STAGE, name="any") for _ in seconds])
    return [replace(event, at=second) for event, second in zip(story, seconds, strict=True)]


def test_events_are_told_in_their_own_time() -> None:
    clock = Clock()
    head = Playhead(at(0.0, 1.0, 2.5), clock)

    told_at = {}
    for second in (0.0, 0.9, 1.0, 2.4, 2.5, 9.0):
        clock.now = 100 + second
        told_at[second] = head.told

    assert told_at == {0.0: 1, 0.9: 1, 1.0: 2, 2.4: 2, 2.5: 3, 9.0: 3}
    assert head.ended_seconds_ago == 6.5


def test_an_event_that_was_heard_late_waits_for_those_before_it() -> None:
    clock = Clock()
    head = Playhead(at(0.0, 2.0, 1.0), clock)

    clock.now += 1.5

    assert head.told == 1


def test_a_pause_stops_the_clock_and_play_goes_on_where_it_was() -> None:
    clock = Clock()
    head = Playhead(at(0.0, 1.0, 2.0), clock)

    clock.now += 1.5
    head.pause()
    clock.now += 60
    assert (head.told, head.paused, head.seconds) == (2, True, 1.5)

    head.play()
    clock.now += 0.4
    assert head.told == 2
    clock.now += 0.2
    assert head.told == 3


def test_a_step_tells_one_event_also_of_those_that_happened_at_once() -> None:
    clock = Clock()
    head = Playhead(at(0.0, 1.0, 1.0, 1.0), clock)

    counts = []
    for _ in range(5):
        head.step()
        clock.now += 60
        counts.append(head.told)

    assert counts == [2, 3, 4, 4, 4]
    assert head.ended_seconds_ago == 60


def test_the_rest_can_be_told_at_once() -> None:
    clock = Clock()
    head = Playhead(at(0.0, 1.0, 7200.0), clock)

    head.skip()

    assert (head.told, head.ended_seconds_ago) == (3, 0.0)


def test_nothing_to_tell_is_the_end_at_once() -> None:
    head = Playhead([], Clock())
    head.step()

    assert (head.told, head.ended_seconds_ago) == (0, 0.0)


def test_who_waits_is_woken_when_the_next_event_is_due() -> None:
    head = Playhead(at(0.0, 0.05))

    began = time.monotonic()
    head.wait(1, timeout=10)

    assert head.told == 2
    assert 0.02 < time.monotonic() - began < 5


def test_who_waits_is_woken_by_a_step_and_not_kept_after_the_end() -> None:
    head = Playhead(at(0.0, 3600.0))
    head.pause()
    waiting = Thread(target=head.wait, args=(1, 30.0))
    waiting.start()

    head.step()
    waiting.join(10)
    assert not waiting.is_alive()

    began = time.monotonic()
    head.wait(2, timeout=10)
    assert time.monotonic() - began < 1


def test_who_waits_in_a_pause_is_let_go_after_the_timeout() -> None:
    head = Playhead(at(0.0, 1.0))
    head.pause()

    began = time.monotonic()
    head.wait(1, timeout=0.05)

    assert 0.04 < time.monotonic() - began < 5
    assert head.told == 1


def test_a_recording_reads_like_the_run_that_it_was_and_says_that_it_is_none() -> None:
    recording: Performance = Recording(DEMO, LONG)
    assert isinstance(recording, Recording)
    recording.playhead.skip()

    shot = recording.snapshot()

    assert shot.recorded == TOLD.day
    assert (shot.status, shot.share, shot.judgement) == (Status.SHOWN, 1.0, TOLD.judgement)
    assert (shot.events, shot.ledger) == (LONG.events, LONG.ledger)
    assert (shot.where, shot.libraries, shot.seed) == (TOLD.where, TOLD.libraries, TOLD.seed)
    assert recording.events_after(0, 0) == LONG.events
    assert recording.evidence() is LONG


def test_a_run_is_never_labelled_as_a_recording() -> None:
    run: Performance = Run(DEMO, dict(TOLD.parameters), no_broker)

    assert run.snapshot().recorded is None


def test_in_the_middle_nothing_is_known_of_the_end() -> None:
    recording = Recording(DEMO, LONG)
    recording.playhead.pause()
    for _ in range(9):
        recording.playhead.step()

    shot = recording.snapshot()

    assert (shot.status, shot.judgement, recording.ended_seconds_ago) == (Status.RUNNING, None, None)
    assert 0 < len(shot.events) < len(LONG.events)
    assert shot.ledger.sent < LONG.ledger.sent
    assert shot.share < 1
    assert shot.recorded == TOLD.day


def test_the_books_of_a_recording_balance_at_every_step() -> None:
    recording = Recording(DEMO, LONG)
    recording.playhead.pause()

    for _ in LONG.events:
        recording.playhead.step()
        assert recording.snapshot().ledger.balanced


def test_a_recording_can_be_left_in_the_middle() -> None:
    recording = Recording(DEMO, LONG)

    recording.cancel()
    recording.cancel()

    shot = recording.snapshot()
    assert (shot.status, shot.judgement) == (Status.CANCELLED, None)
    assert recording.ended_seconds_ago is not None
    assert recording.events_after(len(shot.events), timeout=30) == ()


def test_leaving_after_the_end_changes_nothing() -> None:
    recording = Recording(DEMO, LONG)
    recording.playhead.skip()

    recording.cancel()

    assert recording.status is Status.SHOWN


def test_a_fault_cannot_be_asked_of_what_has_happened() -> None:
    recording = Recording(DEMO, LONG)

    with pytest.raises(NotNow, match="this is a recording"):
        recording.request("kill")
    with pytest.raises(NoSuchFault):
        recording.request("earthquake")


def test_who_looks_may_guess_and_is_told_what_was_counted_then() -> None:
    recording = Recording(DEMO, LONG, predictions={"twice": 3})
    recording.playhead.skip()

    (predicted,) = recording.snapshot().predictions

    assert (predicted.guessed, predicted.counted, predicted.right) == (3, 0, False)
    with pytest.raises(BadPrediction):
        Recording(DEMO, LONG, predictions={"twice": -1})


def test_other_code_than_what_ran_is_known() -> None:
    assert Recording(DEMO, TOLD).same_code
    assert not Recording(DEMO, replace(TOLD, story="0" * 64)).same_code


def test_evidence_that_was_taken_in_the_middle_of_a_run_ends_where_it_ends() -> None:
    recording = Recording(DEMO, replace(TOLD, status=Status.RUNNING, judgement=None))
    recording.playhead.skip()

    assert recording.status is Status.INTERRUPTED


def test_a_parameter_that_came_later_has_its_default() -> None:
    recording = Recording(DEMO, replace(TOLD, parameters={}))

    assert recording.snapshot().parameters["cooks"] == 2


def test_a_demo_without_a_recording_has_none(tmp_path: Path) -> None:
    assert recording_of(DEMO, folder=tmp_path) is None


def test_every_visitor_gets_a_recording_of_their_own(tmp_path: Path) -> None:
    (tmp_path / f"{DEMO.id}.json.gz").write_bytes(packed(LONG))
    first, second = (recording_of(DEMO, folder=tmp_path) for _ in range(2))
    assert first is not None
    assert second is not None

    first.playhead.skip()

    assert (first.status, second.status) == (Status.SHOWN, Status.RUNNING)
    assert first.id != second.id


def test_a_damaged_recording_is_told_and_not_played(tmp_path: Path) -> None:
    text = written(LONG, every=64, lines=False).replace('"order-0002"', '"order-0009"', 1)
    (tmp_path / f"{DEMO.id}.json.gz").write_bytes(gzip.compress(text.encode()))

    with pytest.raises(EvidenceDamaged, match="events 1 to"):
        recording_of(DEMO, folder=tmp_path)


def test_any_evidence_file_plays() -> None:
    for content in (written(TOLD).encode(), packed(TOLD)):
        recording = recording_from(content)
        recording.playhead.skip()

        assert recording.snapshot().ledger == TOLD.ledger
        assert recording.snapshot().recorded == date(TOLD.began.year, TOLD.began.month, TOLD.began.day)


def test_evidence_of_no_demo_of_ours_is_refused() -> None:
    with pytest.raises(NoSuchDemo):
        recording_from(written(replace(TOLD, demo="carrier-pigeon")).encode())
    with pytest.raises(NotEvidence):
        recording_from(b"nothing")


def test_the_same_run_is_packed_into_the_same_bytes() -> None:
    assert packed(TOLD) == packed(TOLD)


def test_without_a_broker_nothing_is_recorded_and_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUEUEWISE_RABBITMQ_URL", raising=False)

    assert main(["record", "rabbitmq-routing", "--backend", "given", "--folder", str(tmp_path)]) == 1

    assert "rabbitmq-routing: failed, so nothing was kept." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", sorted(RECORDINGS.glob("*.json.gz")), ids=lambda path: path.name.partition(".")[0])
def test_every_shipped_recording_is_small_whole_and_shows_its_claim(path: Path) -> None:
    evidence = read(path.read_bytes())
    what = next(each for each in catalogue() if f"{each.id}.json.gz" == path.name)
    stops = {stop.id for stop in Recording(what, evidence).snapshot().route.stops}

    assert path.stat().st_size <= MOST_BYTES
    assert evidence.status is Status.SHOWN
    opinion = second_opinion(evidence)
    # How a check puts its numbers into words may change with code that all demos share.
    assert [each for each in opinion.differences if not each.startswith("check ")] == []
    assert opinion.valid
    assert {event.stop for event in evidence.events if event.what not in (What.PLANNED, What.STAGE)} <= stops
