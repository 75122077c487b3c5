"""One run, several lanes: each keeps books of its own."""

from dataclasses import replace
from pathlib import Path

from demos.catalogue import demo
from demos.demo import Lane
from demos.events import What
from demos.lanes import lines_owned, shuffled, split
from tests.unit.demos.telling import Told, events, told

ROAD = Lane(id="road", option="rabbitmq", queues=("road-orders",), stops=("road-cook",))
RAIL = Lane(id="rail", option="celery_redis", queues=("rail-orders",), stops=("rail-cook",), no_confirms="None.")
LANES = (ROAD, RAIL)


def carried(lane: str, message: str) -> list[Told]:
    return [
        told(What.SENT, "shop", message, queue=f"{lane}-orders"),
        told(What.CONFIRMED, "shop", message),
        told(What.STARTED, f"{lane}-cook", message, queue=f"{lane}-orders", attempt=1),
        told(What.EXECUTED, f"{lane}-cook", message, queue=f"{lane}-orders", attempt=1),
        told(What.CLOSED, f"{lane}-orders", waiting=0),
    ]


def test_each_lane_counts_its_own_and_both_together_are_all() -> None:
    story = [
        told(What.PLANNED, seed=3),
        *carried("road", "road.1"),
        *carried("rail", "rail.1"),
        *carried("road", "r.2"),
    ]

    books = {each.lane.id: each for each in split(LANES, events(story))}

    assert (books["road"].ledger.sent, books["road"].ledger.executed, books["road"].ledger.confirmed) == (2, 2, 2)
    assert (books["rail"].ledger.sent, books["rail"].ledger.executed, books["rail"].ledger.confirmed) == (1, 1, None)
    assert sorted(e.seq for each in books.values() for e in each.events) == list(range(2, 17))


def test_a_lane_without_events_has_empty_books_that_balance() -> None:
    books = split(LANES, events([told(What.PLANNED, seed=3)]))

    assert all(each.events == () and each.ledger.balanced for each in books)


def test_a_message_in_the_wrong_lane_is_unexpected_there() -> None:
    stray = told(What.EXECUTED, "rail-cook", "road.1", queue="rail-orders", attempt=1)

    books = {each.lane.id: each.ledger for each in split(LANES, events([*carried("road", "road.1"), stray]))}

    assert books["rail"].unexpected == 1


def test_only_the_seed_decides_which_lane_stands_first() -> None:
    assert shuffled(LANES, 5) == shuffled(LANES, 5)
    assert {shuffled(LANES, seed)[0].id for seed in range(20)} == {"road", "rail"}


def test_the_lines_that_a_team_would_own_are_code_only(tmp_path: Path) -> None:
    (tmp_path / "road.py").write_text(
        '"""Not this."""\n\nimport os\n\n# nor this\n\ndef cook(\n    order: str,\n) -> None:\n'
        '    """Nor this."""\n    report(1)\n    print(\n        order,\n    )\n',
        encoding="utf-8",
    )
    (tmp_path / "other.py").write_text("x = 1\n", encoding="utf-8")
    what = replace(demo("rabbitmq-routing"), code=(tmp_path / "road.py", tmp_path / "other.py"))

    assert lines_owned(what, replace(ROAD, code=("road.py",))) == 2
