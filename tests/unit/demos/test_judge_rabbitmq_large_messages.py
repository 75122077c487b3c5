"""The claim about huge messages can be refuted: each test spoils one thing in a story that went well."""

from demos.demo import Verdict
from demos.events import What
from demos.stories.rabbitmq_large_messages.story import SIZE
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "rabbitmq-large-messages"
REFUSED = told(What.REFUSED, "shop", "scan-huge", reason="message size 17825792 is larger than 16777216")
FETCHED = told(What.EXECUTED, "reader", "scan-reference", queue="scans", attempt=1)


def story(*, version: str = "4.0.5", more: int = SIZE) -> list[Told]:
    """A huge message, a reference, and the same in Redis."""
    return [
        told(What.OBSERVED, "scans", name="broker", value=f"RabbitMQ {version}"),
        told(What.SENT, "shop", "scan-huge", queues="scans"),
        REFUSED,
        told(What.SENT, "shop", "scan-reference", queues="scans"),
        told(What.CONFIRMED, "exchange", "scan-reference"),
        FETCHED,
        told(What.SENT, "shop", "scan-in-redis", queue="list"),
        told(What.ACCEPTED, "redis", "scan-in-redis"),
        told(What.MEASURED, "list", name="memory", value=more, unit="bytes"),
        told(What.CLOSED, "list", waiting=1),
        told(What.CLOSED, "scans", waiting=0),
    ]


def test_the_claim_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_a_huge_message_that_passes_refutes_the_claim() -> None:
    assert failed(judged(ID, without(story(), REFUSED))) == {"refused"}


def test_an_older_broker_may_take_it() -> None:
    assert judged(ID, without(story(version="3.10.8"), REFUSED)).verdict is Verdict.SHOWN


def test_a_reference_whose_data_is_not_whole_refutes_the_claim() -> None:
    assert failed(judged(ID, without(story(), FETCHED))) == {"reference"}


def test_a_redis_that_needs_no_memory_refutes_the_claim() -> None:
    assert failed(judged(ID, story(more=1000))) == {"memory"}


def test_the_claim_is_void_when_nothing_was_sent() -> None:
    assert judged(ID, []).verdict is Verdict.VOID
