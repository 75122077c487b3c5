"""The Try it page when the shared broker takes no more: it stays alive and says which broker, why and what to do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from streamlit.testing.v1 import AppTest

from backends.contract import Broker
from tests.leftovers import eventually
from ui import brokers, runs
from ui.words import say

FRAME = Path(__file__).parents[3] / "ui" / "frame.py"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The page of a demo on the Redis that comes with the app."""
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "embedded")
    forget()
    app = AppTest.from_file(FRAME, default_timeout=30).run()
    app.query_params["demo"] = "celery-redis-tasks"
    yield app.switch_page("../pages/try_it.py").run()
    runs.close()
    forget()


def forget() -> None:
    """Let the app find its brokers anew."""
    brokers.warm.cache_clear()
    runs.desk.cache_clear()
    for broker in Broker:
        brokers.forget(broker)


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def limit(bytes_: int) -> None:
    """Let the shared Redis use so much memory."""
    with Redis.from_url(brokers.warm().endpoint(Broker.REDIS).url) as client:
        client.config_set("maxmemory", bytes_)


def ended(app: AppTest) -> AppTest:
    """The page after its run has ended."""
    app.button(key="run").click().run()
    run = runs.desk().find(app.session_state["qw_run"])
    assert run is not None
    assert eventually(lambda: run.status.ended, 60)
    return app.run()


def test_a_full_redis_is_named_on_the_page_and_once_it_has_room_the_next_run_is_shown(page: AppTest) -> None:
    limit(1)

    ended(page)
    assert not page.exception
    assert "Redis has reached its maxmemory" in text(page)
    assert "Traceback" not in text(page)
    assert say("try_it.ended_shown") not in text(page)

    limit(100_000_000)
    ended(page)
    assert not page.exception
    assert say("try_it.ended_shown") in text(page)
