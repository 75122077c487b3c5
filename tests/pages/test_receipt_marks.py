"""What a demo has shown stands beside the reason, and what is old or from other versions says so."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from demos.catalogue import demo
from rules.receipt import RanOn, Receipt, receipts, write_receipt
from ui import paint, receipt_marks
from ui import receipts as kept

DEMO = demo("celery-redis-tasks")
DAY = date(2026, 11, 24)
RECEIPT = Receipt(
    demo=DEMO.id,
    claim=DEMO.claim,
    times=20,
    shown=20,
    refuted=0,
    void=0,
    failed=0,
    day=DAY,
    ran_on=(RanOn(broker="redis", backend="containers", version="Redis 8.0.2", origin="container"),),
    libraries={"celery": "5.7.0"},
    median=3.0,
    longest=4.0,
    seeds=tuple(range(20)),
    story=DEMO.story,
)


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    receipt_marks._mark.cache_clear()
    yield
    receipt_marks._mark.cache_clear()


def marked(receipt: Receipt, monkeypatch: pytest.MonkeyPatch, *, here: receipt_marks.Versions = ()) -> str:
    """How the receipt is drawn, with its word."""
    monkeypatch.setattr(kept, "known", lambda: {DEMO.id: receipt})
    monkeypatch.setattr(receipt_marks, "at_hand", lambda: here)
    found = receipt_marks.mark(DEMO.id, date(2026, 11, 22))
    assert found is not None
    return f"{found.word}: {found.says}"


def test_a_fresh_receipt_says_how_often_and_on_what(monkeypatch: pytest.MonkeyPatch) -> None:
    assert marked(RECEIPT, monkeypatch) == "fresh: shown 20 of 20, Redis 8.0.2, Celery 5.7.0"


def test_a_receipt_of_other_code_is_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    assert marked(replace(RECEIPT, story="0" * 64), monkeypatch).startswith("stale: shown 20 of 20")


def test_a_receipt_older_than_the_rule_is_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "2026-11-01" in marked(replace(RECEIPT, day=date(2026, 11, 1)), monkeypatch)


def test_a_receipt_from_another_major_version_is_never_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    assert marked(RECEIPT, monkeypatch, here=(("redis", "Redis 7.0.15"),)).startswith("other: ")
    receipt_marks._mark.cache_clear()
    assert marked(RECEIPT, monkeypatch, here=(("redis", "Redis 8.2.0"),)).startswith("fresh: ")


def test_a_claim_that_was_not_always_shown_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert marked(replace(RECEIPT, shown=19, refuted=1), monkeypatch).startswith("incomplete: not always shown")


def test_without_a_receipt_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "known", dict)

    assert receipt_marks.mark(DEMO.id) is None
    assert receipt_marks.mark(None) is None


def test_the_text_of_a_receipt_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = replace(RECEIPT, libraries={"celery": "<script>alert(1)</script>"})
    monkeypatch.setattr(kept, "known", lambda: {DEMO.id: hostile})
    macro = '{% from "rulebook_parts.html" import receipt_of %}{{ receipt_of(demo, None) }}'

    drawn = paint._templates().from_string(macro).render(demo=DEMO.id)

    assert "&lt;script&gt;" in drawn
    assert "<script" not in drawn


def test_the_receipts_that_are_shipped_can_be_read(tmp_path: Path) -> None:
    (tmp_path / f"{DEMO.id}.json").write_text(write_receipt(RECEIPT), encoding="utf-8")

    assert receipts(tmp_path)[DEMO.id] == RECEIPT
    assert json.loads((tmp_path / f"{DEMO.id}.json").read_text())["receipt"] == 1
    assert isinstance(receipts(), dict)
