"""What became of every message, counted by id."""

from random import Random

from demos.events import Event, What
from demos.ledger import Ledger, State
from demos.tally import Tally, ledger
from tests.unit.demos.telling import Told, events, told

BOUND = told(What.BOUND, "kitchen", pattern="order.*.*")
SENT = told(What.SENT, "shop", "order-0001", routing_key="order.riga.pickup")
CONFIRMED = told(What.CONFIRMED, "exchange", "order-0001")
STARTED = told(What.STARTED, "cook-1", "order-0001", queue="kitchen", attempt=1, pid=1)
EXECUTED = told(What.EXECUTED, "cook-1", "order-0001", queue="kitchen", attempt=1)
EMPTY = told(What.CLOSED, "kitchen", waiting=0)


def count(*story: Told) -> Ledger:
    return ledger(events(story))


def test_a_message_that_was_worked_on_is_executed() -> None:
    books = count(BOUND, SENT, CONFIRMED, STARTED, EXECUTED, EMPTY)

    assert (books.sent, books.confirmed, books.expected, books.executed) == (1, 1, 1, 1)
    assert (books.in_flight, books.lost, books.unknown) == (0, 0, 0)


def test_an_exchange_that_copies_makes_one_copy_for_each_queue_that_fits() -> None:
    books = count(BOUND, told(What.BOUND, "invoices", pattern="order.#"), SENT, CONFIRMED, EXECUTED)

    assert (books.sent, books.expected, books.executed, books.in_flight) == (1, 2, 1, 1)


def test_a_queue_that_is_bound_later_expects_only_what_is_sent_later() -> None:
    books = count(SENT, told(What.BOUND, "invoices", pattern="order.#"))

    assert (books.sent, books.expected) == (1, 0)


def test_a_message_on_its_way_is_in_flight_and_not_lost() -> None:
    books = count(BOUND, SENT, CONFIRMED, STARTED)

    assert (books.in_flight, books.lost) == (1, 0)


def test_a_confirmed_message_that_never_came_out_of_a_closed_queue_is_lost() -> None:
    books = count(BOUND, SENT, CONFIRMED, EMPTY)

    assert (books.lost, books.unknown, books.in_flight) == (1, 0, 0)


def test_an_unconfirmed_message_is_unknown_and_not_lost() -> None:
    books = count(BOUND, SENT, EMPTY)

    assert (books.unconfirmed, books.unknown, books.lost) == (1, 1, 0)


def test_what_is_still_in_a_closed_queue_is_not_lost() -> None:
    books = count(BOUND, SENT, CONFIRMED, told(What.CLOSED, "kitchen", waiting=1))

    assert (books.in_flight, books.lost) == (1, 0)


def test_a_returned_message_is_given_back_and_neither_lost_nor_unconfirmed() -> None:
    books = count(BOUND, SENT, told(What.RETURNED, "shop", "order-0001"), EMPTY)

    assert (books.returned, books.given_back, books.unconfirmed, books.lost, books.unknown) == (1, 1, 0, 0, 0)


def test_work_that_was_completed_twice_is_a_duplicate() -> None:
    books = count(BOUND, SENT, CONFIRMED, EXECUTED, EXECUTED)

    assert (books.executed, books.executions, books.duplicated) == (1, 2, 1)


def test_work_that_was_started_twice_and_completed_once_is_no_duplicate() -> None:
    books = count(BOUND, SENT, CONFIRMED, STARTED, STARTED, EXECUTED)

    assert (books.started, books.executed, books.duplicated) == (2, 1, 0)


def test_a_message_in_a_queue_that_it_does_not_fit_is_unexpected() -> None:
    stray = told(What.EXECUTED, "courier", "order-0001", queue="delivery", attempt=1)

    books = count(BOUND, SENT, CONFIRMED, EXECUTED, stray)

    assert (books.executed, books.unexpected) == (1, 1)


def test_a_message_that_nobody_sent_is_unexpected() -> None:
    assert count(BOUND, EXECUTED).unexpected == 1


def test_redelivery_is_counted_by_the_flag_that_the_broker_set() -> None:
    first = told(What.DELIVERED, "cook-1", "order-0001", queue="kitchen", redelivered=0)
    again = told(What.DELIVERED, "cook-2", "order-0001", queue="kitchen", redelivered=1)

    assert count(BOUND, SENT, first, again).redelivered == 1


def test_a_broker_without_confirms_has_none_to_count_and_a_reason() -> None:
    sent = told(What.SENT, "shop", "order-0001", queue="tasks")
    accepted = told(What.ACCEPTED, "tasks", "order-0001")

    books = ledger(events([sent, accepted]), no_confirms="It keeps no promise.")

    assert (books.confirmed, books.no_confirms, books.accepted) == (None, "It keeps no promise.", 1)
    assert books.unconfirmed == 0


def test_a_tick_of_the_clock_is_sent_like_any_other() -> None:
    books = count(told(What.TICK, "beat", "tick-1", queue="tasks"), told(What.ACCEPTED, "tasks", "tick-1"))

    assert (books.sent, books.accepted, books.expected, books.in_flight) == (1, 1, 1, 1)


def test_results_are_kept_with_the_message_that_they_belong_to() -> None:
    books = count(told(What.RESULT, "results", "order-0001", value="cooked"))

    assert books.results == (("order-0001", "cooked"),)


def test_every_line_says_where_its_copy_is() -> None:
    lost = told(What.SENT, "shop", "order-0002", routing_key="order.riga.pickup")
    confirmed = told(What.CONFIRMED, "exchange", "order-0002")

    lines = count(BOUND, SENT, CONFIRMED, STARTED, EXECUTED, lost, confirmed, EMPTY).lines

    assert [(line.message, line.queue, line.state) for line in lines] == [
        ("order-0001", "kitchen", State.EXECUTED),
        ("order-0002", "kitchen", State.LOST),
    ]


def test_the_books_balance_after_every_event_of_any_story() -> None:
    for seed in range(500):
        tally = Tally()
        for event in _any_story(Random(seed)):
            tally.add(event)
            books = tally.ledger()

            assert books.balanced, (seed, event, books)
            aside = books.given_back + books.dead_lettered + books.discarded
            assert books.executed + books.in_flight + books.lost + books.unknown + aside == books.expected


def test_counting_all_at_once_or_one_by_one_is_the_same() -> None:
    for seed in range(50):
        story, tally = _any_story(Random(seed)), Tally()
        for event in story:
            tally.add(event)

        assert tally.ledger() == ledger(story)


def _any_story(random: Random) -> tuple[Event, ...]:
    """Events in no sensible order: repeated, missing, for messages that nobody sent."""
    return events(_anything(random) for _ in range(random.randrange(1, 60)))


def _anything(random: Random) -> Told:
    what = random.choice([what for what in What if what not in (What.PLANNED, What.STAGE)])
    queue, message = random.choice(["kitchen", "invoices", "tasks"]), f"order-{random.randrange(6)}"
    detail: dict[str, str | int | float] = {"queue": queue, "redelivered": random.randrange(2), "value": "done"}
    if what is What.SENT and random.random() < 0.5:
        detail = {"routing_key": random.choice(["order.riga.pickup", "order.riga", "ask.order"])}
    if what is What.BOUND:
        return told(what, queue, pattern=random.choice(["order.*.*", "order.#", "ask.#"]))
    if what is What.CLOSED:
        return told(what, queue, waiting=random.randrange(3))
    return told(what, queue, message, **detail)
