"""Small demos that need no broker, and brokers that are opened when the test says so."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from threading import Event as Signal

from backends.contract import Broker, Endpoint, Setup, Space
from demos.catalogue import demo
from demos.demo import Check, Demo, Judgement, Need, Stage, Verdict
from demos.events import Event
from demos.ledger import Ledger


def judged(verdict: Verdict) -> Callable[[Ledger, Sequence[Event]], Judgement]:
    """A judge who always says the same."""
    checks = (Check(id="one", expected="1", counted="1", holds=verdict is Verdict.SHOWN),)
    return lambda _ledger, _events: Judgement(verdict=verdict, checks=checks)


def demo_that(
    performs: Callable[[Stage], None], *, verdict: Verdict = Verdict.SHOWN, needs: Sequence[Broker] = ()
) -> Demo:
    """A demo with a story of its own."""
    return replace(
        demo("rabbitmq-routing"),
        perform=performs,
        judge=judged(verdict),
        needs={str(broker): Need(broker=broker) for broker in needs},
    )


def nothing(_: Stage) -> None:
    """A story that is over at once."""


def for_ever(stage: Stage) -> None:
    """A story that only ends when somebody ends it."""
    for _ in stage.follow():
        pass


def no_broker(broker: Broker, run_id: str, _setup: Setup | None = None) -> AbstractContextManager[Space]:
    """An opener for demos that need none."""
    raise AssertionError(f"{run_id} asked for {broker}")


class SlowBroker:
    """An opener that takes until `opened` is set, and remembers what was put away."""

    def __init__(self) -> None:
        self.asked, self.opened, self.put_away = Signal(), Signal(), Signal()

    @contextmanager
    def __call__(self, broker: Broker, run_id: str, _setup: Setup | None = None) -> Iterator[Space]:
        self.asked.set()
        self.opened.wait(10)
        endpoint = Endpoint(
            broker=broker,
            backend="slow",
            url="redis://:secret@127.0.0.1:1/0",
            address="slow:1",
            version="0",
            origin="slow",
        )
        try:
            yield Space(endpoint=endpoint, url=endpoint.url, prefix=f"run-{run_id}:")
        finally:
            self.put_away.set()
