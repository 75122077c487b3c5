"""Every demo shows its claim on real brokers and leaves nothing behind."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from backends.contract import Broker
from backends.warm import Warm
from demos.events import What
from demos.evidence_file import read, written
from demos.run import Run, Snapshot, Status
from demos.second_opinion import second_opinion
from demos.tally import Tally
from tests.brokers.demos.watching import DEMOS, Watched, clients, contents, living, watched
from tests.leftovers import eventually

EVERY_DEMO = pytest.mark.parametrize("id_", DEMOS)


def broker_of(run: Run) -> Broker:
    return next(iter(run.demo.needs.values())).broker


def explain(watching: Watched) -> object:
    shot = watching.run.snapshot()
    failed = [check for check in shot.judgement.checks if not check.holds] if shot.judgement else []
    return shot.status, shot.problem, failed


@EVERY_DEMO
def test_a_demo_shows_its_claim_and_leaves_nothing_behind(id_: str, warm: Warm) -> None:
    watching = watched(id_, warm.space)
    endpoint = warm.endpoint(broker_of(watching.run))
    before = contents(endpoint)

    watching.run.live()

    shot = watching.run.snapshot()
    assert shot.status is Status.SHOWN, explain(watching)
    assert shot.ledger.balanced
    opinion = second_opinion(read(written(watching.run.evidence()).encode()))
    assert (opinion.differences, opinion.valid) == ((), True)
    assert shot.share == 1
    assert contents(endpoint) == before
    assert watching.pids
    assert eventually(lambda: not watching.left_behind()), watching.left_behind()


@EVERY_DEMO
def test_every_event_names_a_stop_on_the_route(id_: str, shown: Callable[[str], Snapshot]) -> None:
    shot = shown(id_)

    stops = {stop.id for stop in shot.route.stops}
    assert {event.stop for event in shot.events if event.what not in (What.PLANNED, What.STAGE)} <= stops


@EVERY_DEMO
def test_the_books_balance_after_every_event(id_: str, shown: Callable[[str], Snapshot]) -> None:
    tally = Tally()

    for event in shown(id_).events:
        tally.add(event)
        assert tally.ledger().balanced, event


@EVERY_DEMO
def test_a_message_is_on_the_screen_within_a_second_of_a_click_on_a_warm_broker(id_: str, contained: Warm) -> None:
    run = watched(id_, contained.space).run
    contained.endpoint(broker_of(run))

    with living(run):
        assert eventually(lambda: any(event.message for event in run.snapshot().events), 20)
        shot = run.snapshot()

    first = next(event.at for event in shot.events if event.message)
    assert first + shot.seconds[Status.PREPARING] < 1


@EVERY_DEMO
def test_a_run_that_is_cancelled_ends_within_two_seconds_and_leaves_nothing(id_: str, warm: Warm) -> None:
    watching = watched(id_, warm.space)
    endpoint = warm.endpoint(broker_of(watching.run))
    before = contents(endpoint)

    with living(watching.run) as thread:
        assert eventually(lambda: any(e.what is What.STARTED for e in watching.run.snapshot().events), 30)
        watching.run.cancel()

        assert eventually(lambda: watching.run.status is Status.CANCELLED, 2)
        thread.join(5)
        assert not thread.is_alive()
    assert contents(endpoint) == before
    assert eventually(lambda: not watching.left_behind()), watching.left_behind()


def test_the_seed_decides_the_workload_and_nothing_else_does(contained: Warm) -> None:
    first, second = (watched("celery-redis-tasks", contained.space).run for _ in range(2))
    second.seed = first.seed

    with living(first), living(second):
        assert eventually(lambda: first.status.ended and second.status.ended, 60)

    failed = [{e.message for e in run.snapshot().events if e.what is What.FAILED} for run in (first, second)]
    assert failed[0] == failed[1] != set()


def test_two_runs_at_the_same_time_do_not_see_each_other(contained: Warm) -> None:
    runs = [watched(id_, contained.space).run for id_ in ("rabbitmq-routing", "celery-rabbitmq-crash")]

    with living(runs[0]), living(runs[1]):
        assert eventually(lambda: all(run.status.ended for run in runs), 60)

    assert [run.status for run in runs] == [Status.SHOWN, Status.SHOWN]
    assert [run.snapshot().ledger.unexpected for run in runs] == [0, 0]


def test_celery_on_redis_closes_its_connections(contained: Warm) -> None:
    endpoint = contained.endpoint(Broker.REDIS)
    before = clients(endpoint)

    watched("celery-redis-tasks", contained.space).run.live()

    assert eventually(lambda: clients(endpoint) <= before), clients(endpoint)


def test_the_newcomer_gets_exactly_what_was_sent_after_it_joined(shown: Callable[[str], Snapshot]) -> None:
    events = shown("rabbitmq-routing").events

    joined = next(e.seq for e in events if e.what is What.BOUND and e.stop == "invoices")
    later = {e.message for e in events if e.what is What.SENT and e.seq > joined} - {"question-0001"}
    assert {e.message for e in events if e.what is What.EXECUTED and e.stop == "accountant"} == later


def test_the_order_of_the_killed_cook_goes_to_another_cook_with_the_flag(shown: Callable[[str], Snapshot]) -> None:
    events = shown("rabbitmq-routing").events

    killed = next(e.seq for e in events if e.what is What.KILLED)
    cut = next(e.message for e in reversed(events[:killed]) if e.what is What.STARTED and e.stop == "cook-1")
    again = [e for e in events[killed:] if e.what is What.DELIVERED and e.message == cut and e.stop == "cook-2"]
    assert [e.detail["redelivered"] for e in again] == [1]


def test_the_clock_ticks_every_second_in_a_process_of_its_own(shown: Callable[[str], Snapshot]) -> None:
    ticks = [event.at for event in shown("celery-redis-tasks").events if event.what is What.TICK]

    assert len(ticks) >= 3
    assert all(0.3 < after - before < 2.5 for before, after in pairwise(ticks))


def test_the_versions_and_the_origin_of_what_ran_are_told(shown: Callable[[str], Snapshot]) -> None:
    shot = shown("celery-redis-tasks")

    assert [where.backend for where in shot.where] == ["containers"]
    assert shot.where[0].version
    assert [name for name, _ in shot.libraries] == ["celery", "kombu", "redis"]
