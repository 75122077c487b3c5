"""A record that somebody edited by hand is found out, and the field is named."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from records import DamagedCode, RecordError, shape
from records.errors import UnreadableRecord
from records.verify import differences
from tests.unit.records.samples import APP, FORGED, every_example, record

Edit = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize("example", every_example())
def test_a_record_that_nobody_touched_is_whole(example: str) -> None:
    assert differences(shape.read_file(shape.as_json(record(example)))) == ()


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (lambda data: data["recommendation"].update(word="settled"), "recommendation.word"),
        (lambda data: data["recommendation"].update(option="rabbitmq"), "recommendation.option"),
        (lambda data: data["answers"].update(loss="nothing"), "answers.loss"),
        (lambda data: data["answers"].pop("loss"), "answers.loss"),
        (lambda data: data["recommendation"]["reasons"].pop(), "recommendation.reasons[6]"),
        (
            lambda data: data["recommendation"]["warnings"][0].update(because="never"),
            "recommendation.warnings[0].because",
        ),
        (lambda data: data["rulebook"].update(version="1999"), "rulebook.version"),
        (lambda data: data.update(status="proposed"), "status"),
        (lambda data: data["recommendation"].update(more=1), "recommendation.more"),
    ],
)
def test_an_edited_field_is_named(edit: Edit, field: str) -> None:
    data = json.loads(shape.as_json(record()))
    edit(data)

    found = differences(shape.read_file(json.dumps(data)))

    assert [each.field for each in found][:1] == [field] or field.startswith("recommendation.reasons")
    assert found
    assert "was derived" in str(found[0])


def test_what_only_people_can_write_may_be_anything() -> None:
    data = json.loads(shape.as_json(record()))
    data |= {"why_now": "Another reason.", "title": "another shop", "people": ["Barbara"], "decided": "2025-01-01"}

    assert differences(shape.read_file(json.dumps(data))) == ()


def test_an_edited_code_is_told() -> None:
    data = json.loads(shape.as_json(record()))
    data["code"] = data["code"].replace("loss~money", "loss~nothing")

    with pytest.raises(DamagedCode):
        differences(shape.read_file(json.dumps(data)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "1 problem"),
        ("[]", "the file"),
        ("{}", "11 problems|13 problems|12 problems"),
        ('{"code": NaN}', "NaN"),
        ('{"code": "a", "code": "b"}', "twice"),
        ("[" * 100_000, "recursion|Recursion|1 problem"),
        ('"' + "a" * 300_000 + '"', "256 KiB"),
    ],
)
def test_a_file_that_is_no_record_is_told_with_all_that_is_wrong(text: str, says: str) -> None:
    with pytest.raises(UnreadableRecord, match=says):
        shape.read_file(text)


def test_an_unknown_key_and_a_wrong_type_are_told_at_once() -> None:
    data = json.loads(shape.as_json(record())) | {"colour": "blue", "people": "Ada", "decided": "yesterday"}

    with pytest.raises(UnreadableRecord) as caught:
        shape.read_file(json.dumps(data))

    assert {problem.partition(":")[0] for problem in caught.value.problems} == {"colour", "people", "decided"}


@pytest.mark.parametrize("address", FORGED)
def test_a_permalink_that_leads_to_no_address_of_an_app_is_told(address: str) -> None:
    data = json.loads(shape.as_json(record()))
    data["permalink"] = f"{address}/d/{record().code}"

    with pytest.raises(UnreadableRecord, match="permalink"):
        shape.read_file(json.dumps(data))


@pytest.mark.parametrize(
    "app", [None, "", APP, f"{APP}:8443/under/a-path", "http://[::1]:8501", "https://bücher.example"]
)
def test_a_permalink_to_wherever_an_app_may_be_is_whole(app: str | None) -> None:
    assert differences(shape.read_file(shape.as_json(record(app=app)))) == ()


def test_a_day_that_does_not_exist_is_told() -> None:
    data = json.loads(shape.as_json(record())) | {"decided": "2026-02-31"}

    with pytest.raises(RecordError, match="decided"):
        differences(shape.read_file(json.dumps(data)))
