"""A record carries what the demos behind it had shown when it was made."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from records import faces, record_of, shape
from records.decision import read_decision, write_decision
from records.errors import UnreadableRecord
from records.shown import Shown, demos_behind, shown_so_far
from records.verify import Difference, differences
from rules import recommend
from rules.receipt import receipts
from tests.unit.records.samples import DAY, book, every_example, record, shown

EXAMPLES = pytest.mark.parametrize("example", every_example())
STRANGE = Shown(demo="nothing-of-this", shown=1, times=1, day=DAY, versions=("RabbitMQ 4.0.5",))


@EXAMPLES
def test_the_receipts_are_those_of_the_demos_behind_the_decision(example: str) -> None:
    it = recommend(record(example).answers, book())

    found = shown_so_far(it)

    assert [each.demo for each in found] == [demo for demo in demos_behind(it) if demo in receipts()]
    for each in found:
        kept = receipts()[each.demo]
        assert (each.shown, each.times, each.day) == (kept.shown, kept.times, kept.day)
        assert kept.ran_on[0].version in each.versions


def test_a_receipt_of_another_demo_does_not_belong_to_the_decision() -> None:
    assert STRANGE not in record(receipts=(*shown(record().answers), STRANGE)).receipts


@pytest.mark.parametrize("face", [faces.madr, faces.nygard, faces.pull_request, faces.card])
def test_every_face_for_people_tells_what_was_shown(face: faces.Face) -> None:
    text = face(record())

    assert "shown 20 of 20 on 2026-11-24" in text
    assert "RabbitMQ 4.0.5" in text
    assert "shown" not in face(record(receipts=()))


@pytest.mark.parametrize("face", [faces.nygard, faces.pull_request, faces.card])
def test_receipts_that_do_not_fit_are_counted(face: faces.Face) -> None:
    it = record()
    left_out = len(it.receipts) - 3

    assert left_out > 0
    assert f"{left_out} more" in face(it)
    assert "the JSON of this record" not in face(record(receipts=it.receipts[:3]))


def test_a_record_without_receipts_is_written_as_before_there_were_any() -> None:
    data = json.loads(shape.as_json(record(receipts=())))

    assert data["schema_version"] == "1.0.0"
    assert "receipts" not in data
    assert differences(shape.read_file(json.dumps(data))) == ()


@EXAMPLES
def test_receipts_come_back_from_json_and_from_the_decision_file(example: str) -> None:
    it = record(example)

    assert differences(shape.read_file(shape.as_json(it))) == ()
    assert read_decision(write_decision(it), file="decision.yaml").receipts == it.receipts


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"shown": 21}, "21 times of 20"),
        ({"day": "2026-02-30"}, "day"),
    ],
)
def test_a_receipt_that_cannot_be_is_named(change: dict[str, object], named: str) -> None:
    data = json.loads(shape.as_json(record()))
    data["receipts"][0].update(change)

    with pytest.raises(UnreadableRecord, match=named) as refusal:
        differences(shape.read_file(json.dumps(data)))
    assert data["receipts"][0]["demo"] in str(refusal.value)


def test_a_receipt_that_somebody_added_is_found_out() -> None:
    data = json.loads(shape.as_json(record()))
    data["receipts"].append({"demo": "nothing-of-this", "shown": 1, "times": 1, "day": "2026-11-24", "versions": []})

    found = differences(shape.read_file(json.dumps(data)))

    assert [each.field for each in found] == ["receipts.nothing-of-this"]


def edited(edit: Callable[[list[dict[str, Any]]], object]) -> list[Difference]:
    """What `verify` finds in a record whose receipts somebody edited."""
    data = json.loads(shape.as_json(record()))
    edit(data["receipts"])
    return list(differences(shape.read_file(json.dumps(data))))


def test_receipts_in_another_order_are_told_once_by_their_demos() -> None:
    first, *_, last = (each.demo for each in record().receipts)

    found = edited(lambda receipts: receipts.insert(0, receipts.pop()))

    assert [str(each) for each in found] == [
        f"receipts: {last} before {first} is written, {first} before {last} was derived"
    ]


@pytest.mark.parametrize("place", range(len(record().receipts)))
def test_a_record_without_one_of_the_receipts_is_whole_because_that_demo_may_have_had_none(place: int) -> None:
    assert edited(lambda receipts: receipts.pop(place)) == []


def test_a_receipt_that_somebody_added_in_the_middle_is_the_only_one_told() -> None:
    found = edited(lambda receipts: receipts.insert(1, receipts[1] | {"demo": "nothing-of-this"}))

    assert [(each.field, each.derived) for each in found] == [("receipts.nothing-of-this", "nothing")]


def test_a_demo_with_two_receipts_is_told_with_the_place_of_the_second() -> None:
    demo = record().receipts[0].demo

    with pytest.raises(UnreadableRecord, match=rf"receipts\.2\.demo: {demo} has a receipt already") as caught:
        edited(lambda receipts: receipts.insert(2, receipts[0] | {"day": "2026-01-01"}))
    assert len(caught.value.problems) == 1


def test_a_demo_with_two_receipts_in_a_decision_file_is_told_with_line_and_column() -> None:
    first, second = (each.demo for each in record().receipts[:2])
    text = write_decision(record()).replace(f"demo: {second}\n", f"demo: {first}\n")

    with pytest.raises(
        UnreadableRecord, match=rf"decision\.yaml:15:3: receipts\.1\.demo: {first} has a receipt already"
    ):
        read_decision(text, file="decision.yaml")


def test_a_bad_receipt_in_a_decision_file_is_told_with_its_place() -> None:
    text = write_decision(record()).replace("shown: 20", "shown: many", 1)

    with pytest.raises(UnreadableRecord, match=r"decision\.yaml:\d+:\d+.*receipts\.0\.shown"):
        read_decision(text, file="decision.yaml")


@pytest.mark.parametrize(
    ("was", "edited", "says"),
    [
        ("shown: 20", "shown: 21", r"decision\.yaml:12:3: receipts\.0\.times: .*21 times of 20"),
        ("day: '2026-11-24'", "day: '2026-02-30'", r"decision\.yaml:13:3: receipts\.0\.day: .*no such day"),
    ],
)
def test_a_receipt_that_cannot_be_is_told_with_its_place_in_a_decision_file(was: str, edited: str, says: str) -> None:
    text = write_decision(record()).replace(was, edited, 1)

    with pytest.raises(UnreadableRecord, match=says):
        read_decision(text, file="decision.yaml")


@pytest.mark.parametrize("key", ["shown", "times"])
@pytest.mark.parametrize(
    "number",
    ["2_0", "1:30", "0b11", "0o17", "0x14", "020", "+20", "-0", "20.0", "2e1", ".inf", ".nan", "1,000", "' 20'", "٢٠"],
)
def test_only_a_plain_decimal_is_a_number_in_a_decision_file(key: str, number: str) -> None:
    text = write_decision(record()).replace(f"{key}: 20", f"{key}: {number}", 1)
    line = {"shown": 11, "times": 12}[key]

    with pytest.raises(UnreadableRecord, match=rf"decision\.yaml:{line}:3: receipts\.0\.{key}: .*such as 20") as caught:
        read_decision(text, file="decision.yaml")
    assert len(caught.value.problems) == 1


def test_a_number_in_a_decision_file_may_be_quoted_and_may_not_be_endless() -> None:
    text = write_decision(record())

    assert read_decision(text.replace("shown: 20", "shown: '20'"), file="decision.yaml").receipts == record().receipts
    with pytest.raises(UnreadableRecord, match=r"decision\.yaml:12:3: receipts\.0\.times"):
        read_decision(text.replace("times: 20", f"times: {'9' * 1900}", 1), file="decision.yaml")


def test_days_that_do_not_exist_are_told_at_once_that_of_the_decision_among_them() -> None:
    text = write_decision(record()).replace("2026-11-24", "2026-02-31", 2)

    with pytest.raises(UnreadableRecord) as caught:
        read_decision(text, file="decision.yaml")

    assert [problem.split(": ")[1] for problem in caught.value.problems] == ["decided", "receipts.0.day"]


def test_a_receipt_in_a_decision_file_that_is_of_another_demo_is_found_out() -> None:
    text = write_decision(record()).replace(f"demo: {record().receipts[1].demo}\n", "demo: nothing-of-this\n")

    found = read_decision(text, file="decision.yaml").differences()

    assert [(each.field, each.derived) for each in found] == [("receipts.nothing-of-this", "nothing")]


def test_a_decision_file_with_its_receipts_in_another_order_is_whole() -> None:
    turned = replace(record(), receipts=record().receipts[::-1])
    decision = read_decision(write_decision(turned), file="decision.yaml")

    assert decision.differences() == ()
    assert decision.record().receipts == record().receipts


@pytest.mark.parametrize("face", [faces.madr, faces.nygard, faces.pull_request, faces.card])
def test_a_receipt_that_names_no_version_ends_with_its_day(face: faces.Face) -> None:
    bare = tuple(replace(each, versions=()) for each in record().receipts)

    assert "on 2026-11-24," not in face(record(receipts=bare))


def test_a_link_knows_no_receipts() -> None:
    assert record_of(record().answers, book(), date(2026, 11, 25)).receipts == ()
