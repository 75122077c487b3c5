"""The claim about streams can be refuted."""

import pytest

from demos.demo import Verdict
from demos.events import What
from demos.stories.rabbitmq_stream.account import balance, entries, entry_of
from demos.stories.rabbitmq_stream.reader import digest
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "rabbitmq-stream"
CENTS = {"entry-0001": 700, "entry-0002": -100, "entry-0003": 900, "entry-0004": 500}
LATE = ("auditor", "successor")


def written(message: str, cents: int, who: str = "shop", follows: int = -1) -> list[Told]:
    detail: dict[str, str | int] = {"queue": "entries", "account": "riga", "cents": cents, "follows": follows}
    return [told(What.SENT, who, message, **detail), told(What.CONFIRMED, "entries", message)]


def known(message: str, offset: int, so_far: int) -> Told:
    detail: dict[str, str | int] = {"queue": "entries", "attempt": 1, "offset": offset, "balance": so_far}
    return told(What.EXECUTED, "bookkeeper", message, **detail)


def came_to(reader: str, messages: list[str], cents: int = 2000) -> list[Told]:
    return [
        told(What.MEASURED, reader, name="read", value=len(messages), unit="entries"),
        told(What.MEASURED, reader, name="balance", value=cents, unit="cents"),
        told(What.OBSERVED, reader, name="ids", value=digest(messages)),
    ]


def looked(writer: str, number: int, *, read: int = 4, follows: int = 4) -> list[Told]:
    return [
        told(What.MEASURED, writer, name="read", value=read, unit="entries"),
        told(What.MEASURED, writer, name="wanted", value=4, unit="entries"),
        *written(f"withdrawal-{number}", -2000, writer, follows),
    ]


def story(auditor: list[str] | None = None, *, second: list[Told] | None = None, left: int = 6) -> list[Told]:
    """Four entries of one account, read again by two, and two withdrawals."""
    ids, so_far = list(CENTS), [700, 600, 1500, 2000]
    return [
        told(What.PLANNED, seed=1, pid=1, entries=4),
        *(each for message, cents in CENTS.items() for each in written(message, cents)),
        *(known(message, offset, so_far[offset]) for offset, message in enumerate(ids)),
        *came_to("auditor", ids if auditor is None else auditor),
        *came_to("successor", ids[2:]),
        *looked("writer-1", 1),
        *(second or looked("writer-2", 2)),
        known("withdrawal-1", 4, 0),
        known("withdrawal-2", 5, -2000),
        told(What.CLOSED, "entries", waiting=left),
    ]


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_late_reader_that_misses_an_entry_refutes_it() -> None:
    assert failed(judged(ID, story(list(CENTS)[1:]))) == {"read", "ids"}


def test_a_late_reader_that_gets_another_order_refutes_it() -> None:
    assert failed(judged(ID, story(list(CENTS)[::-1]))) == {"ids"}


@pytest.mark.parametrize("reader", LATE)
def test_another_balance_refutes_it(reader: str) -> None:
    right = told(What.MEASURED, reader, name="balance", value=2000, unit="cents")
    wrong = told(What.MEASURED, reader, name="balance", value=1999, unit="cents")

    assert failed(judged(ID, [wrong if each == right else each for each in story()])) == {"balance"}


def test_a_stream_that_deletes_what_was_acknowledged_refutes_it() -> None:
    assert failed(judged(ID, story(left=5))) == {"kept"}


def test_a_stream_that_finds_one_account_by_itself_refutes_it() -> None:
    assert failed(judged(ID, story(second=looked("writer-2", 2, read=3)))) == {"for-it"}


def test_a_stream_that_refuses_the_second_writer_refutes_it() -> None:
    confirmed = told(What.CONFIRMED, "entries", "withdrawal-2")
    read = known("withdrawal-2", 5, -2000)

    assert {"both", "in-it"} <= failed(judged(ID, without(story(), confirmed, read)))


def test_it_is_void_when_the_second_writer_knew_of_the_first() -> None:
    assert judged(ID, story(second=looked("writer-2", 2, follows=5))).verdict is Verdict.VOID


def test_entries_come_out_of_a_message_as_they_went_in() -> None:
    written_ = entries(30, seed=7)

    assert tuple(entry_of(entry.as_json()) for entry in written_) == written_ == entries(30, seed=7)
    assert balance(written_) > 0 > min(entry.cents for entry in written_)
