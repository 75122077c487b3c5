"""Says honestly how long the line is, and how long it takes as far as anybody knows."""

from collections.abc import Sequence

from demos.demo import Demo
from demos.snapshot import Snapshot
from ui import receipts, runs
from ui.words import count, say

ROUNDED_TO = 5
"""Seconds."""


def sentence(snapshot: Snapshot) -> str:
    """Where a run stands in the line, and about how long that will take if all runs before it were timed before."""
    first = count("try_it.queued", snapshot.place - 1) if snapshot.place > 1 else say("try_it.queued_next")
    ahead = runs.desk().ahead_of(snapshot.id)
    if not snapshot.place or not ahead or not all(receipts.seconds(demo) for demo in ahead):
        return first
    return f"{first} {say('try_it.queued_seconds', seconds=_rounded(ahead))}"


def _rounded(ahead: Sequence[Demo]) -> int:
    seconds = sum(receipts.seconds(demo) or 0.0 for demo in ahead) / runs.desk().at_once
    return max(1, round(seconds / ROUNDED_TO)) * ROUNDED_TO
