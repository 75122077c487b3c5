"""The Try it page where an image is missing: it is offered, downloaded only after a click, and a failure is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from backends.contract import Broker
from tests.leftovers import eventually
from ui import brokers, pulls, runs
from ui.words import say

pytestmark = pytest.mark.usefixtures("docker_engine")

FRAME = Path(__file__).parents[3] / "ui" / "frame.py"
NOWHERE = "127.0.0.1:1/nobody/redis:none"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    """The page on a machine that has a Docker engine and, for Redis, only an image that cannot be had."""
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "containers,embedded")
    monkeypatch.setenv("QUEUEWISE_REDIS_IMAGE", NOWHERE)
    forget()
    app = AppTest.from_file(FRAME, default_timeout=30)
    app.query_params["results"] = "polls"
    app.query_params["retries"] = "backoff"
    app.run()
    yield app.switch_page("../pages/try_it.py").run()
    runs.close()
    forget()


def forget() -> None:
    """Let the app find its brokers anew."""
    pulls._pulls.clear()
    brokers.warm.cache_clear()
    runs.desk.cache_clear()
    for broker in Broker:
        brokers.forget(broker)


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def test_a_missing_image_is_offered_and_the_next_backend_serves_meanwhile(page: AppTest) -> None:
    assert say("try_it.backend_embedded") in text(page)
    assert not page.button(key="pull_redis").disabled
    assert not page.button(key="run").disabled
    assert not pulls._pulls


def test_a_download_that_fails_is_told_with_what_to_do_and_can_be_tried_again(page: AppTest) -> None:
    page.button(key="pull_redis").click().run()
    assert eventually(pulls._pulls[Broker.REDIS].ended.is_set, 60)

    page.run()

    assert not page.exception
    assert say("try_it.pull_failed") in text(page)
    assert NOWHERE in text(page)
    assert "Traceback" not in text(page)
    assert not page.button(key="pull_redis").disabled
