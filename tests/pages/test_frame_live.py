"""The events of a run on their way to the browser: all of them, once, in order, and an end."""

import asyncio
import json
from collections.abc import Sequence
from threading import Thread

import pytest
from starlette.requests import Request

from demos.demo import Stage
from demos.events import What
from demos.run import Run
from tests.unit.demos.fakes import demo_that, for_ever, no_broker
from ui import live


def three_orders(stage: Stage) -> None:
    """A short story."""
    for number in range(3):
        stage.emit(What.SENT, "shop", f"order-{number}", routing_key="order.riga.pickup")


def ended_run() -> Run:
    """A run whose story is over."""
    run = Run(demo_that(three_orders), {"cooks": 2}, no_broker)
    run.live()
    return run


def batches(lines: Sequence[str]) -> list[dict[str, object]]:
    """The events that a stream carried."""
    data = [line.split("data: ", 1)[1] for line in lines if "data: [" in line]
    return [event for batch in data for event in json.loads(batch)]


def collected(run: Run, after: int = 0) -> list[str]:
    """Everything that the stream of a run says until it ends."""

    async def collect() -> list[str]:
        return [line async for line in live.stream(run, after)]

    return asyncio.run(asyncio.wait_for(collect(), 10))


def test_a_stream_gives_every_event_in_order_and_says_the_end() -> None:
    lines = collected(ended_run())

    assert [event["seq"] for event in batches(lines)] == [1, 2, 3, 4]
    assert [event["what"] for event in batches(lines)] == ["planned", "sent", "sent", "sent"]
    assert lines[-1].startswith("event: end")


def test_a_browser_that_comes_back_gets_only_what_it_has_not_got() -> None:
    assert [event["seq"] for event in batches(collected(ended_run(), after=2))] == [3, 4]


def test_a_stream_goes_on_until_a_run_is_cancelled() -> None:
    run = Run(demo_that(for_ever), {"cooks": 2}, no_broker)
    thread = Thread(target=run.live)
    thread.start()

    async def watch() -> list[str]:
        lines: list[str] = []
        async for line in live.stream(run, 0):
            lines.append(line)
            run.cancel()
        return lines

    lines = asyncio.run(asyncio.wait_for(watch(), 10))
    thread.join(10)

    assert batches(lines)[0]["what"] == "planned"
    assert lines[-1].startswith("event: end")


@pytest.mark.parametrize(("said", "seq"), [("7", 7), ("", 0), ("-3", 0), ("nonsense", 0), ("٣", 0)])
def test_what_a_browser_says_it_has_got_is_a_number_or_nothing(said: str, seq: int) -> None:
    request = Request({"type": "http", "headers": [(b"last-event-id", said.encode())]})

    assert live.last_seen(request) == seq
