"""Histories that were made up: everything that can become of messages, in any mixture, the same for the same seed."""

from collections.abc import Iterator
from random import Random

from demos.events import Event, What
from demos.ledger import Copy
from tests.unit.demos.telling import Told, events, told

QUEUES = {"kitchen": "order.*.*", "delivery": "order.*.delivery", "invoices": "order.#", "all": "#"}
KEYS = ("order.riga.pickup", "order.berlin.delivery", "order.lisbon", "ask.order", "")


def history(seed: int) -> tuple[Event, ...]:
    """Up to twenty messages, from their publishing to the count of what is left."""
    random = Random(seed)
    binds = random.sample(list(QUEUES.items()), random.randrange(len(QUEUES) + 1))
    bound = [told(What.BOUND, queue, pattern=pattern) for queue, pattern in binds]
    middle: list[Told] = []
    for number in range(random.randrange(20)):
        middle += _message(random, f"order-{number:04}")
    if random.random() < 0.4:
        # Events of several processes come in any order, and a queue can be bound when others are on their way.
        random.shuffle(middle)
        bound, middle = [], random.sample([*bound, *middle], len(bound) + len(middle))
    return events([*bound, *middle, *_closed(random)])


def _message(random: Random, message: str) -> Iterator[Told]:
    here = random.sample(list(QUEUES), random.randrange(1, 3))
    what = What.SENT if random.random() < 0.9 else What.TICK
    if random.random() < 0.95:
        addressed = (
            {"queue": here[0]},
            {"queues": " ".join(here)},
            {"queues": ""},
            {"routing_key": random.choice(KEYS)},
        )
        yield told(what, "shop", message, **random.choice(addressed))
    for answer in random.choice(_ANSWERS):
        yield told(answer, "exchange", message)
    for queue in here:
        yield from _copy(random, (message, queue))


def _copy(random: Random, copy: Copy) -> Iterator[Told]:
    message, queue = copy
    for attempt in range(random.choice((0, 0, 1, 1, 1, 1, 2, 3))):
        yield told(What.DELIVERED, "cook", message, queue=queue, redelivered=int(attempt > 0))
        yield told(What.STARTED, "cook", message, queue=queue, attempt=attempt + 1, pid=1)
        if random.random() < 0.2:
            yield told(What.FAILED, "cook", message, queue=queue, attempt=attempt + 1)
            yield told(What.RETRYING, "cook", message, queue=queue, attempt=attempt + 1, delay=1)
        if random.random() < 0.8:
            yield told(What.EXECUTED, "cook", message, queue=queue, attempt=attempt + 1)
    if random.random() < 0.15:
        yield told(random.choice((What.DEAD_LETTERED, What.DISCARDED)), queue, message, queue=queue, reason="rejected")
    if random.random() < 0.05:
        yield told(What.EXECUTED, "cook", message, queue=random.choice(list(QUEUES)), attempt=1)
    if random.random() < 0.02:
        yield told(What.EXECUTED, "cook", "a-foreign-message", queue=queue, attempt=1)


def _closed(random: Random) -> Iterator[Told]:
    for queue in QUEUES:
        for _ in range(random.choice((0, 1, 1, 1, 2))):
            yield told(What.CLOSED, queue, waiting=random.choice((0, 0, 0, 1, 2, 5)))


_ANSWERS = (
    (What.CONFIRMED,),
    (What.CONFIRMED,),
    (What.CONFIRMED,),
    (What.ACCEPTED,),
    (What.RETURNED,),
    (What.REFUSED,),
    (What.RETURNED, What.CONFIRMED),
    (What.CONFIRMED, What.CONFIRMED),
    (),
    (),
)
