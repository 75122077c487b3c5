"""The claim about two languages can be refuted."""

from demos.demo import Verdict
from demos.events import What
from tests.unit.demos.judged import failed, judged
from tests.unit.demos.telling import Told, told, without

ID = "rabbitmq-node"
QUEUES = {"node-cook": "orders", "node-cook-2": "orders", "python-cook": "orders", "waiter": "meals"}


def published(message: str) -> list[Told]:
    return [
        told(What.OBSERVED, "shop", message, name="content", value="riga abc"),
        told(What.SENT, "shop", message, queues="orders meals", routing_key="orders"),
        told(What.CONFIRMED, "orders", message),
    ]


def joined(who: str, runtime: str) -> Told:
    return told(What.JOINED, who, pid=2, runtime=runtime)


def begun(message: str, who: str, *, redelivered: int = 0) -> list[Told]:
    return [
        told(What.DELIVERED, who, message, queue=QUEUES[who], redelivered=redelivered),
        told(What.STARTED, who, message, queue=QUEUES[who], attempt=1, pid=2),
    ]


def done(message: str, who: str, *, digest: str = "abc") -> list[Told]:
    return [
        told(What.EXECUTED, who, message, queue=QUEUES[who], attempt=1, digest=digest, city="riga"),
        told(What.ACKNOWLEDGED, who, message, queue=QUEUES[who]),
    ]


def story(*, heir: str = "python-cook", digest: str = "abc", runtime: str = "Node.js v18.20.4") -> list[Told]:
    """Two orders: one goes through Node.js, the other is cut there."""
    return [
        told(What.PLANNED, seed=1, pid=1, orders=2, work=300),
        *published("order-0001"),
        joined("node-cook", runtime),
        joined("python-cook", "Python 3.11.2"),
        joined("waiter", "Python 3.11.2"),
        *begun("order-0001", "node-cook"),
        *done("order-0001", "node-cook"),
        *begun("order-0001", "waiter"),
        *done("order-0001", "waiter", digest=digest),
        *published("order-0002"),
        *begun("order-0002", "node-cook"),
        told(What.KILLED, "node-cook"),
        *begun("order-0002", heir, redelivered=1),
        *done("order-0002", heir),
        *begun("order-0002", "waiter"),
        *done("order-0002", "waiter"),
        told(What.CLOSED, "orders", waiting=0),
        told(What.CLOSED, "meals", waiting=0),
    ]


def test_it_is_shown_when_all_goes_well() -> None:
    judgement = judged(ID, story())

    assert (judgement.verdict, failed(judgement)) == (Verdict.SHOWN, set())


def test_it_is_void_when_nobody_was_killed() -> None:
    assert judged(ID, without(story(), told(What.KILLED, "node-cook"))).verdict is Verdict.VOID


def test_a_byte_that_was_changed_on_the_way_refutes_it() -> None:
    assert failed(judged(ID, story(digest="abd"))) == {"untouched"}


def test_an_order_that_goes_to_node_again_refutes_it() -> None:
    assert failed(judged(ID, story(heir="node-cook-2"))) == {"redelivered"}


def test_a_cook_that_is_no_node_refutes_it() -> None:
    assert failed(judged(ID, story(runtime="Python 3.11.2"))) == {"language"}


def test_an_order_that_never_comes_back_refutes_it() -> None:
    lost = [*begun("order-0002", "python-cook", redelivered=1), *done("order-0002", "python-cook")]

    assert {"redelivered", "acknowledged", "executed", "lost"} <= failed(judged(ID, without(story(), *lost)))
