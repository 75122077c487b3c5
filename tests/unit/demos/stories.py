"""How each demo's story goes when all goes well, told by hand, so that a test can spoil one thing in it."""

from demos.events import What
from tests.unit.demos.telling import Told, told

KEYS = {"order-0001": "order.riga.delivery", "order-0002": "order.berlin.pickup", "order-0003": "order.lisbon"}
LATE = {"order-0004": "order.lisbon.pickup"}


def worked_on(message: str, queue: str, who: str, *, redelivered: int = 0, pid: int = 2) -> list[Told]:
    """One copy from its delivery to its acknowledgement."""
    return [
        told(What.DELIVERED, who, message, queue=queue, redelivered=redelivered),
        told(What.STARTED, who, message, queue=queue, attempt=1, pid=pid),
        told(What.EXECUTED, who, message, queue=queue, attempt=1),
        told(What.ACKNOWLEDGED, who, message, queue=queue),
    ]


def published(message: str, key: str) -> list[Told]:
    """One confirmed message."""
    return [told(What.SENT, "shop", message, routing_key=key), told(What.CONFIRMED, "exchange", message)]


def routing() -> list[Told]:
    """Three orders, one of them without a kind; a newcomer; a fourth order, cut by a kill; a question."""
    return [
        told(What.PLANNED, seed=1, pid=1, orders=4, cooks=2, work=400),
        told(What.BOUND, "kitchen", pattern="order.*.*"),
        told(What.BOUND, "delivery", pattern="order.*.delivery"),
        told(What.BOUND, "questions", pattern="ask.#"),
        *published("order-0001", KEYS["order-0001"]),
        *published("order-0002", KEYS["order-0002"]),
        told(What.SENT, "shop", "order-0003", routing_key=KEYS["order-0003"]),
        told(What.RETURNED, "shop", "order-0003"),
        *worked_on("order-0001", "kitchen", "cook-1"),
        *worked_on("order-0001", "delivery", "courier"),
        *worked_on("order-0002", "kitchen", "cook-2"),
        told(What.BOUND, "invoices", pattern="order.#"),
        *published("order-0004", LATE["order-0004"]),
        *worked_on("order-0004", "invoices", "accountant"),
        told(What.DELIVERED, "cook-1", "order-0004", queue="kitchen", redelivered=0),
        told(What.STARTED, "cook-1", "order-0004", queue="kitchen", attempt=1, pid=2),
        told(What.KILLED, "cook-1"),
        *worked_on("order-0004", "kitchen", "cook-2", redelivered=1),
        *published("question-0001", "ask.order"),
        *worked_on("question-0001", "questions", "desk"),
        told(What.REPLIED, "shop", "question-0001", milliseconds=3.0),
        *(told(What.CLOSED, queue, waiting=0) for queue in ("kitchen", "delivery", "questions", "invoices")),
    ]


def crash() -> list[Told]:
    """Two orders; the worker of the second is killed, and the other worker completes it."""
    return [
        told(What.PLANNED, seed=1, pid=1, orders=2, workers=2, work=800),
        *(told(What.SENT, "shop", f"order-000{number}", queue="orders") for number in (1, 2)),
        *(told(What.CONFIRMED, "exchange", f"order-000{number}") for number in (1, 2)),
        *worked_on("order-0001", "orders", "worker-1"),
        told(What.DELIVERED, "worker-1", "order-0002", queue="orders", redelivered=0),
        told(What.STARTED, "worker-1", "order-0002", queue="orders", attempt=1, pid=2),
        told(What.KILLED, "worker-1"),
        *worked_on("order-0002", "orders", "worker-2", redelivered=1, pid=3),
        told(What.CLOSED, "orders", waiting=0),
    ]


def tasks() -> list[tuple[float, Told]]:
    """An order that is cooked, and its bill that fails twice, each moment with its second; three ticks."""
    cook, bill = "order-0001", "bill-0001"
    return [
        (0.0, told(What.PLANNED, seed=1, pid=1, orders=1, failure_rate=100, workers=2, work=1000)),
        *((0.1, told(What.SENT, "shop", message, queue="tasks")) for message in (cook, bill)),
        *((0.1, told(What.ACCEPTED, "tasks", message)) for message in (cook, bill)),
        (2.0, told(What.STARTED, "worker", cook, queue="tasks", attempt=1, pid=2)),
        (2.0, told(What.STARTED, "worker", bill, queue="tasks", attempt=1, pid=3)),
        (2.0, told(What.FAILED, "worker", bill, queue="tasks", attempt=1)),
        (2.0, told(What.RETRYING, "worker", bill, queue="tasks", attempt=1, delay=1)),
        *((2.2 + step / 10, told(What.PROGRESS, "worker", cook, done=step, of=2)) for step in (1, 2)),
        *((2.2 + step / 10, told(What.PROGRESS, "results", cook, done=step, of=2)) for step in (1, 2)),
        (3.0, told(What.EXECUTED, "worker", cook, queue="tasks", attempt=1)),
        (3.0, told(What.RESULT, "results", cook, value=f"{cook} is cooked")),
        (3.05, told(What.STARTED, "worker", bill, queue="tasks", attempt=2, pid=3)),
        (3.05, told(What.FAILED, "worker", bill, queue="tasks", attempt=2)),
        (3.05, told(What.RETRYING, "worker", bill, queue="tasks", attempt=2, delay=2)),
        (5.1, told(What.STARTED, "worker", bill, queue="tasks", attempt=3, pid=3)),
        (5.1, told(What.EXECUTED, "worker", bill, queue="tasks", attempt=3)),
        (5.1, told(What.RESULT, "results", bill, value=f"{bill} is paid")),
        *((3.0 + n, told(What.TICK, "beat", f"tick-{n}", queue="tasks")) for n in range(3)),
        *((3.0 + n, told(What.ACCEPTED, "tasks", f"tick-{n}")) for n in range(3)),
        *((3.1 + n, told(What.EXECUTED, "worker", f"tick-{n}", queue="tasks", attempt=1)) for n in range(3)),
        (7.0, told(What.CLOSED, "tasks", waiting=0)),
    ]
