"""Records that tests look at."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random

from records import Dissent, Record, record_of
from records.shown import Shown, demos_behind
from rules import Rulebook, recommend, shipped_rulebook

DAY = date(2026, 11, 24)
APP = "https://queues.example.org"
FORGED = (
    "javascript:alert(1)//",
    "https://evil.example>\n\n<script>alert(1)</script>",
    'https://evil.example" onclick="alert(1)',
    "https://evil.example/d/<b>",
    "//evil.example",
    "https://user:word@evil.example",
    "https://evil.example\u202e",
    "https://",
    "queues.example.org",
)
"""What stands where the address of an app belongs, and would run, lead elsewhere or read as something else."""

VERSIONS = ("RabbitMQ 4.0.5", "Valkey 8.1.4", "Celery 5.6.0", "pika 1.4.4")
LENGTHY: Mapping[str, object] = {
    "title": "the shop " * 22,
    "people": tuple(f"Ada Lovelace, number {number}" for number in range(20)),
    "why_now": "The old queue lost a payment. " * 60,
    "dissent": (Dissent(who="Linus", says="Redis is there already, and it has never failed us. " * 12),) * 3,
}
"""What people write at the most, or nearly so."""


def record(example: str = "payments", **more: object) -> Record:
    """The record of a worked example, decided by two people, with one who dissents."""
    book = shipped_rulebook()
    answers = next(each.answers for each in book.examples if each.id == example)
    told: dict[str, object] = {
        "title": "the shop",
        "people": ("Ada", "Grace"),
        "why_now": "The old queue lost a payment.",
        "app": APP,
    }
    told |= {"dissent": (Dissent(who="Linus", says="Redis is there."),), "receipts": shown(answers)}
    return record_of(answers, book, DAY, **(told | more))  # type: ignore[arg-type]


def shown(answers: Mapping[str, str], *versions: str) -> tuple[Shown, ...]:
    """A receipt of each demo behind the decision on `answers`, on RabbitMQ unless told otherwise."""
    on = versions or ("RabbitMQ 4.0.5", "pika 1.4.4")
    demos = demos_behind(recommend(answers, book()))
    return tuple(Shown(demo=demo, shown=20, times=20, day=DAY, versions=on) for demo in demos)


def every_example() -> list[str]:
    """The ids of the worked examples."""
    return [example.id for example in book().examples]


def book() -> Rulebook:
    """The shipped rulebook."""
    return shipped_rulebook()


def by_chance(count: int, *, seed: int = 20261125) -> Iterator[Record]:
    """Records on answers by chance, with receipts, at which people wrote a lot and three of them dissent."""
    chance = Random(seed)
    for _ in range(count):
        asked = chance.sample(book().questions, chance.randint(1, len(book().questions)))
        answers = {question.id: chance.choice(question.choices).id for question in asked}
        yield record_of(answers, book(), DAY, **LENGTHY, receipts=shown(answers, *VERSIONS), app=APP)  # type: ignore[arg-type]
