"""Draws the books of each lane of a run beside each other, in an order that only the seed decides."""

from dataclasses import dataclass

from demos.demo import Demo
from demos.lanes import LaneBooks, lines_owned, split
from demos.snapshot import Snapshot
from rules import Rulebook
from ui import paint, run_books
from ui.names import option_name


@dataclass(frozen=True, slots=True)
class Column:
    """A lane with its counts, name -> number, and the lines of code that a team would own."""

    name: str
    option: str
    counts: dict[str, int]
    balanced: bool
    lines: int


def draw(snapshot: Snapshot, demo: Demo, rulebook: Rulebook) -> None:
    """Draw a column for each lane; nothing if the demo has none."""
    if demo.lanes:
        columns = [_column(books, demo, rulebook) for books in split(demo.lanes, snapshot.events)]
        names = [name for name in run_books.COUNTS if any(name in column.counts for column in columns)]
        paint.html("run_lanes.html", columns=columns, names=names)


def _column(books: LaneBooks, demo: Demo, rulebook: Rulebook) -> Column:
    counts = {name: number for name, number, _ in run_books.counts(books.ledger)}
    return Column(
        name=option_name(books.lane.option, rulebook),
        option=books.lane.option,
        counts=counts,
        balanced=books.ledger.balanced,
        lines=lines_owned(demo, books.lane),
    )
