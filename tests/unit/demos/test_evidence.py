"""Evidence of a run can be read by anybody, and tells when it was cut off or edited, and where."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from demos.chain import canonical, chain, digest, parts_of
from demos.demo import Counted, Prediction, Stage
from demos.errors import CrewLost, EvidenceDamaged, NotEvidence
from demos.evidence import Evidence
from demos.evidence_file import read, written
from demos.evidence_text import text_of
from demos.run import Run, Status
from tests.unit.demos.fakes import demo_that, no_broker
from tests.unit.demos.stories import routing

ASKED = (Prediction(id="twice", says="How many run twice?", counts=Counted.DUPLICATED),)
PARAMETERS = {"orders": 4, "cooks": 2, "work": 400}


def story(stage: Stage) -> None:
    for what, stop, message, detail in routing()[1:]:
        stage.emit(what, stop, message, moment=None, **detail)


def performed(perform: Callable[[Stage], None] = story) -> Evidence:
    run = Run(replace(demo_that(perform), predictions=ASKED), PARAMETERS, no_broker, seed=7, predictions={"twice": 1})
    run.live()
    return run.evidence()


EVIDENCE = performed()
TEXT = written(EVIDENCE)


def edited(*path: Any, value: Any) -> list[str]:
    """The places that are told when a value of the file was replaced."""
    data = json.loads(TEXT)
    part = data
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return damage(text_of(data))


def damage(text: str) -> list[str]:
    with pytest.raises(EvidenceDamaged) as told:
        read(text.encode())
    return list(told.value.places)


def number_of(what: str, message: str) -> int:
    """The number of the first such event."""
    return next(e.seq for e in EVIDENCE.events if e.what == what and e.message == message)


def test_what_is_written_is_what_is_read() -> None:
    assert read(TEXT.encode()) == EVIDENCE


@pytest.mark.parametrize("every", [1, 2, 7, 64, 1000])
def test_a_smaller_file_says_the_same(every: int) -> None:
    small = written(EVIDENCE, every=every, lines=False)

    assert read(small.encode()) == EVIDENCE
    assert read(gzip.compress(small.encode())) == EVIDENCE
    assert every == 1 or len(small) < len(TEXT)


def test_it_says_all_that_a_reviewer_asks_for() -> None:
    data = json.loads(TEXT)

    assert data["run"]["demo"] == "rabbitmq-routing"
    assert data["run"]["claim"]
    assert len(data["run"]["story"]) == 64
    assert (data["run"]["parameters"], data["run"]["seed"]) == (PARAMETERS, 7)
    assert data["run"]["began"].endswith("+00:00")
    assert (data["end"]["status"], data["end"]["judgement"]["verdict"]) == ("shown", "shown")
    assert data["end"]["ledger"]["executed"] == EVIDENCE.ledger.executed
    assert len(data["events"]) == len(EVIDENCE.events)


def test_a_run_without_any_event_has_evidence_too() -> None:
    run = Run(demo_that(story), PARAMETERS, no_broker)
    run.cancel()

    evidence = read(written(run.evidence()).encode())

    assert (evidence.status, evidence.events) == (Status.CANCELLED, ())


def test_a_run_that_failed_has_evidence_with_its_problem() -> None:
    def fails(stage: Stage) -> None:
        story(stage)
        raise CrewLost("worker", 1, "")

    evidence = read(written(performed(fails)).encode())

    assert evidence.status is Status.FAILED
    assert "worker" in (evidence.problem or "")
    assert evidence.judgement is None
    assert evidence.ledger.sent == 5


def test_an_edited_message_is_told_with_its_event_and_field_and_what_it_was() -> None:
    number = number_of("executed", "order-0001")

    (place,) = edited("events", number - 1, "message", value="order-0002")

    assert place == f'event {number}, message: it says "order-0002" and was written as "order-0001"'


@pytest.mark.parametrize(("field", "value", "was"), [("what", "failed", '"executed"'), ("stop", "cook-2", '"cook-1"')])
def test_an_edited_field_is_told(field: str, value: str, was: str) -> None:
    number = number_of("executed", "order-0001")

    (place,) = edited("events", number - 1, field, value=value)

    assert place == f'event {number}, {field}: it says "{value}" and was written as {was}'


def test_an_edited_detail_is_told() -> None:
    number = number_of("executed", "order-0001")

    (place,) = edited("events", number - 1, "detail", "queue", value="delivery")

    assert place == f'event {number}, detail.queue: it says "delivery" and was written as "kitchen"'


def test_an_edited_time_is_told_with_its_event() -> None:
    assert edited("events", 11, "at", value=99.5) == ["event 12: its time was changed, or more than one field"]


def test_an_event_that_is_missing_is_told_with_its_number() -> None:
    data = json.loads(TEXT)
    del data["events"][10], data["chain"]["hashes"][11]

    assert "event 11: its number is 12; one is missing, or their order changed" in damage(text_of(data))


def test_events_that_are_missing_at_the_end_are_told() -> None:
    data = json.loads(TEXT)
    count = len(data["events"])
    del data["events"][-3:]

    assert damage(text_of(data)) == [f"event {count - 2}: the chain is of {count} events, and {count - 3} are here"]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("run", "claim"), "Something else."),
        (("run", "seed"), 8),
        (("run", "predictions"), {"guesses": {"twice": 0}, "salt": EVIDENCE.predictions.salt}),
        (("end", "ledger"), {"lost": 0}),
        (("end", "judgement"), None),
        (("end", "status"), "refuted"),
    ],
)
def test_every_other_part_is_told_by_its_name(path: tuple[str, str], value: Any) -> None:
    assert f"{'.'.join(path)}: it is not what was written" in edited(*path, value=value)


def test_a_part_that_was_added_or_removed_is_told() -> None:
    assert "run.colour: it is not what was written" in edited("run", "colour", value="red")
    data = json.loads(TEXT)
    del data["end"]["problem"]
    assert "end.problem: it is missing" in damage(text_of(data))


def test_a_small_file_tells_a_damage_less_closely() -> None:
    data = json.loads(written(EVIDENCE, every=16))
    data["events"][20]["message"] = "order-9999"

    assert damage(text_of(data)) == ["events 17 to 32: one was changed"]


def test_guesses_that_do_not_fit_their_seal_are_told_even_with_new_hashes() -> None:
    data = json.loads(TEXT)
    data["run"]["predictions"]["guesses"]["twice"] = 0
    data["parts"] = {name: digest(canonical(value)) for name, value in parts_of(data).items()}
    data["chain"]["hashes"] = list(chain(data["run"], data["events"]))
    del data["hash"]
    data["hash"] = digest(canonical(data))

    assert damage(text_of(data)) == ["run.predictions: they do not fit the seal that was told before the run"]


def test_a_file_that_ends_in_the_middle_is_told_with_the_event() -> None:
    lines = TEXT.splitlines(keepends=True)

    (place,) = damage("".join([*lines[: 3 + 9], lines[3 + 9][:20]]))

    assert place.startswith("event 10: the file cannot be read on from here")


def test_wherever_a_file_ends_it_is_told() -> None:
    for end in range(len(TEXT) - 2):
        with pytest.raises((EvidenceDamaged, NotEvidence)):
            read(TEXT[:end].encode())


def test_whatever_character_is_changed_it_is_told_or_says_the_same() -> None:
    random = Random(1)
    for _ in range(400):
        place, other = random.randrange(len(TEXT)), chr(random.randrange(32, 127))
        try:
            same = read((TEXT[:place] + other + TEXT[place + 1 :]).encode())
        except (EvidenceDamaged, NotEvidence):
            continue
        assert same == EVIDENCE, (place, other)


def test_a_packed_file_that_ends_in_the_middle_is_told() -> None:
    packed = gzip.compress(TEXT.encode())

    for end in range(3, len(packed), 97):
        with pytest.raises(EvidenceDamaged):
            read(packed[:end])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"nothing of the kind",
        b"[]",
        b"{}",
        b'{"evidence": 2}',
        b'{"evidence": NaN}',
        b"[" * 100_000,
        b'{"evidence": 1, "x": ' + b"9" * 10_000 + b"}",
        b"\x1f\x8b",
    ],
)
def test_what_is_no_evidence_is_told_in_words(content: bytes) -> None:
    with pytest.raises((NotEvidence, EvidenceDamaged)) as told:
        read(content)

    assert len(str(told.value)) < 400


def test_a_packed_file_that_is_huge_once_unpacked_is_refused() -> None:
    with pytest.raises(NotEvidence, match="larger than 64 MiB"):
        read(gzip.compress(b" " * (65 * 1024 * 1024)))


@pytest.mark.parametrize("at", ["1e999", "-1e999"])
def test_a_number_that_json_does_not_know_is_refused(at: str) -> None:
    with pytest.raises(NotEvidence):
        read(TEXT.replace('"at": ', f'"at": {at}, "was": ', 1).encode())


def test_an_event_that_makes_no_sense_is_refused_even_with_its_hashes() -> None:
    for detail in ({}, {"waiting": "many"}):
        last = EVIDENCE.events[-1]
        odd = replace(EVIDENCE, events=(*EVIDENCE.events, replace(last, seq=last.seq + 1, detail=detail)))

        with pytest.raises(NotEvidence, match="cannot be counted"):
            read(written(odd).encode())
