"""Every demo that the shipped rulebook names has a receipt: shown every time, and often enough."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rules import Rulebook, read_rulebook, shipped_rulebook
from rules.audit import OF_ANY, Gate, audit
from rules.audit.shown import receipts_for
from rules.receipt import readable, receipts, write_receipt
from tests.unit.rules.command_line import TRAVEL
from tests.unit.rules.test_receipt import RECEIPT

NO_DEMO = TRAVEL.replace("  demo: drive\n", "")


def book(text: str = TRAVEL) -> Rulebook:
    """A small rulebook; one of its rules, "far-is-driven", names the demo "drive"."""
    return read_rulebook(text)


def kept(folder: Path, **change: Any) -> Mapping[str, Any]:
    """What a folder with one receipt holds."""
    receipt = replace(RECEIPT, **{"demo": "drive", **change})
    (folder / f"{receipt.demo}.json").write_text(write_receipt(receipt), encoding="utf-8")
    receipts.cache_clear()
    return receipts(folder)


def test_a_demo_that_was_shown_every_time_passes(tmp_path: Path) -> None:
    found = audit(book(), receipts=kept(tmp_path))

    assert found.of(Gate.RECEIPTS) == ()
    assert found.checks[-1].says == "Each of the 1 demos that rules and aspects name has shown its claim every time."


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"demo": "another"}, "has no receipt that can be read"),
        ({"shown": 19, "refuted": 1}, "has shown its claim 19 of 20 times"),
        ({"times": 5, "shown": 5, "seeds": (1, 2, 3, 4, 5)}, "was performed 5 times, and 20 are needed"),
    ],
)
def test_one_that_was_not_is_found_with_its_place(change: Mapping[str, Any], says: str, tmp_path: Path) -> None:
    (finding,) = audit(book(), receipts=kept(tmp_path, **change)).of(Gate.RECEIPTS)

    assert finding.says == (
        f'The rule "far-is-driven" names the demo "drive", which {says}. Run `python -m demos receipts drive`.'
    )
    assert finding.rules == ("far-is-driven",)
    assert finding.place is not None
    assert finding.place.line == 1 + TRAVEL[: TRAVEL.index("id: far-is-driven")].count("\n")
    assert finding.place.column == 3


def test_aspects_need_receipts_too(tmp_path: Path) -> None:
    plain = book(NO_DEMO)
    aspects = (replace(plain.aspects[0], demo="drive"), *plain.aspects[1:])

    (finding,) = audit(replace(plain, aspects=aspects), receipts={}).of(Gate.RECEIPTS)

    assert finding.says.startswith(
        f'The aspect "{plain.aspects[0].id}" names the demo "drive", which has no receipt that can be read.'
    )
    assert finding.rules == ()
    assert audit(replace(plain, aspects=aspects), receipts=kept(tmp_path)).of(Gate.RECEIPTS) == ()


def test_a_rulebook_that_names_no_demo_needs_none() -> None:
    found = audit(book(NO_DEMO), receipts={})

    assert found.checks[-1].says == "No rule and no aspect names a demo, so none needs a receipt."
    assert found.of(Gate.RECEIPTS) == ()


def test_a_rulebook_of_a_team_may_name_demos_that_are_not_here() -> None:
    found = audit(book())

    assert tuple(check.gate for check in found.checks) == OF_ANY
    assert found.of(Gate.RECEIPTS) == ()


def test_receipts_are_asked_of_the_shipped_rulebook_and_of_no_other() -> None:
    assert receipts_for(shipped_rulebook()) is not None
    assert receipts_for(book()) is None


def test_a_receipt_that_cannot_be_read_is_like_one_that_is_missing(tmp_path: Path) -> None:
    kept(tmp_path)
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")

    assert list(readable(tmp_path)) == ["drive"]
