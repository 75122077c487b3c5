"""A receipt says what a demo has shown so far, and whether it still speaks for what is there."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rules.receipt import Freshness, RanOn, Receipt, ReceiptError, read_receipt, receipts, write_receipt

STORY = "a" * 64
RECEIPT = Receipt(
    demo="order-routing",
    claim="Every order is cooked once.",
    times=20,
    shown=20,
    refuted=0,
    void=0,
    failed=0,
    day=date(2026, 11, 24),
    ran_on=(RanOn(broker="redis", backend="local", version="Redis 8.0.2", origin="redis-server on this machine"),),
    libraries={"celery": "5.7.0"},
    median=3.25,
    longest=4.5,
    seeds=tuple(range(20)),
    story=STORY,
)


def problems(change: Mapping[str, Any], file: str = "order-routing.json") -> list[str]:
    content = json.dumps({**json.loads(write_receipt(RECEIPT)), **change}).encode()
    with pytest.raises(ReceiptError) as refused:
        read_receipt(content, file=file)
    return [str(problem) for problem in refused.value.problems]


def test_what_is_written_is_what_is_read() -> None:
    assert read_receipt(write_receipt(RECEIPT).encode(), file="order-routing.json") == RECEIPT


def test_everything_that_is_wrong_is_told_at_once() -> None:
    told = problems({"times": 0, "story": "short", "day": "yesterday", "colour": "red"})

    assert len(told) == 4
    assert {each.split(": ")[1] for each in told} == {"times", "story", "day", "colour"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"shown": 19}, "It ran 20 times and ended 19 times."),
        ({"seeds": [1]}, "It ran 20 times and has 1 seeds."),
        ({"median": 5}, "The median is longer than the longest."),
        ({"receipt": 2}, "receipt: only shape 1 can be read here; this one is '2'."),
        ({"median": float("nan")}, "median"),
        ({"seeds": [-1]}, "seeds.0"),
        ({"ran_on": []}, "ran_on"),
        ({"demo": "../../etc"}, "demo"),
    ],
)
def test_numbers_that_do_not_fit_together_are_told(change: Mapping[str, Any], says: str) -> None:
    assert says in problems(change)[0]


def test_a_receipt_is_named_after_its_demo() -> None:
    assert "so it should be named order-routing.json" in problems({}, "another.json")[0]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"receipt": 1}', b'"text"'])
def test_what_is_no_receipt_is_told_in_words(content: bytes) -> None:
    with pytest.raises(ReceiptError, match=r"x\.json"):
        read_receipt(content, file="x.json")


def test_a_folder_is_read_whole_and_its_problems_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "order-routing.json").write_text(write_receipt(RECEIPT), encoding="utf-8")
    assert receipts(tmp_path) == {"order-routing": RECEIPT}

    receipts.cache_clear()
    for name in ("broken", "empty"):
        (tmp_path / f"{name}.json").write_text("{", encoding="utf-8")

    with pytest.raises(ReceiptError) as refused:
        receipts(tmp_path)
    assert [problem.file for problem in refused.value.problems] == ["broken.json", "empty.json"]


@pytest.mark.parametrize(
    ("change", "complete"),
    [({}, True), ({"shown": 19, "refuted": 1}, False), ({"times": 19, "shown": 19}, False)],
)
def test_only_shown_every_time_and_often_enough_is_complete(change: Mapping[str, Any], complete: bool) -> None:
    assert replace(RECEIPT, **change).complete is complete


@pytest.mark.parametrize(
    ("now", "freshness"),
    [
        ({}, Freshness.FRESH),
        ({"checked": date(2026, 11, 24)}, Freshness.FRESH),
        ({"checked": date(2026, 11, 25)}, Freshness.STALE),
        ({"story": STORY}, Freshness.FRESH),
        ({"story": "b" * 64}, Freshness.STALE),
        ({"brokers": {"redis": "Redis 8.4.1"}}, Freshness.FRESH),
        ({"brokers": {"redis": "Redis 7.0.15"}}, Freshness.OTHER_VERSIONS),
        ({"brokers": {"redis": "Valkey 8.0.2"}}, Freshness.OTHER_VERSIONS),
        ({"brokers": {"rabbitmq": "RabbitMQ 4.0.5"}}, Freshness.FRESH),
        ({"libraries": {"celery": "6.0.0"}}, Freshness.OTHER_VERSIONS),
        ({"libraries": {"celery": "5.9"}, "brokers": {"redis": "Redis 8"}}, Freshness.FRESH),
        ({"story": "b" * 64, "brokers": {"redis": "Redis 7.0.15"}}, Freshness.STALE),
    ],
)
def test_a_receipt_says_whether_it_still_speaks_for_what_is_there(now: Mapping[str, Any], freshness: Freshness) -> None:
    assert RECEIPT.freshness(**now) is freshness
