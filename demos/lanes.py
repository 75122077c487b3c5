"""The same work on several ways at once: each lane with books of its own, and with what a team would own for it."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from demos.demo import Demo, Lane
from demos.events import Event, What
from demos.ledger import Ledger
from demos.tally import ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneBooks:
    """One lane of a run: its events, in their order and with their numbers in the run, and its ledger."""

    lane: Lane
    events: tuple[Event, ...]
    ledger: Ledger


def split(lanes: Sequence[Lane], events: Sequence[Event]) -> tuple[LaneBooks, ...]:
    """Give each lane what is its own, in the order in which the lanes of this run stand side by side.

    `events` may be any first part of a run's events. What concerns the whole run is in no lane.
    """
    seed = next((int(event.detail["seed"]) for event in events if event.what is What.PLANNED), 0)
    return tuple(_books(lane, events) for lane in shuffled(lanes, seed))


def shuffled(lanes: Sequence[Lane], seed: int) -> tuple[Lane, ...]:
    """Give the lanes in an order that only the seed decides, so that none is always the first."""
    return tuple(Random(seed).sample(lanes, len(lanes)))


def lines_owned(demo: Demo, lane: Lane) -> int:
    """Count the lines of code that a team would own in that lane, written the way Python itself writes them.

    Comments, docstrings, imports and what only reports to the demo are not counted.
    """
    return sum(_lines(path) for path in demo.code if path.as_posix().endswith(lane.code))


def _books(lane: Lane, events: Sequence[Event]) -> LaneBooks:
    sent = {event.message for event in events if event.what in _SENT and _is_here(lane, event)}
    own = tuple(event for event in events if _is_here(lane, event) or (event.message and event.message in sent))
    return LaneBooks(lane=lane, events=own, ledger=ledger(own, no_confirms=lane.no_confirms))


_SENT = (What.SENT, What.TICK)


def _is_here(lane: Lane, event: Event) -> bool:
    named = {str(event.detail.get("queue", "")), *str(event.detail.get("queues", "")).split()}
    return event.stop in (*lane.stops, *lane.queues) or not named.isdisjoint(lane.queues)


def _lines(path: Path) -> int:
    tree = _Owned().visit(ast.parse(path.read_text(encoding="utf-8")))
    return sum(bool(line.strip()) for line in ast.unparse(tree).splitlines())


class _Owned(ast.NodeTransformer):
    """Leaves out docstrings, imports and calls of `report`. The names of its methods are those of `ast`."""

    def visit_Expr(self, node: ast.Expr) -> ast.Expr | None:
        reports = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") == "report"
        return None if reports or isinstance(node.value, ast.Constant) else node

    def visit_Import(self, node: ast.Import) -> None:
        """Leave it out."""

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Leave it out."""
