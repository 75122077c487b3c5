"""What goes wrong in the middle of a run is told, and what was counted is kept."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from errno import ECONNREFUSED
from socket import socket
from urllib.parse import urlsplit

import docker
import pytest
from amqp import Channel
from celery import Celery
from kombu import pools

from backends import isolate
from backends.contract import Broker, Endpoint, Setup, Space
from backends.warm import Warm
from demos.application import closing
from demos.catalogue import demo
from demos.events import What
from demos.pulse import BROKEN
from demos.run import Run, Status
from demos.stories.celery_rabbitmq_crash.kitchen import kitchen
from demos.stories.celery_rabbitmq_crash.story import greet
from tests.brokers.demos.watching import DEMOS, living, watched
from tests.leftovers import eventually

EVERY_DEMO = pytest.mark.parametrize("id_", DEMOS)


def kill(client: docker.DockerClient, endpoint: Endpoint) -> None:
    """Kill the container that publishes the port of `endpoint`, as somebody else would."""
    port = str(urlsplit(endpoint.url).port)
    for container in client.containers.list():
        published = [binding["HostPort"] for ports in container.ports.values() for binding in ports or ()]
        if port in published:
            container.kill()
            return
    raise AssertionError(f"no container publishes {port}")


def refuses(endpoint: Endpoint) -> bool:
    with socket() as asking:
        return asking.connect_ex(("127.0.0.1", urlsplit(endpoint.url).port or 0)) == ECONNREFUSED


def started(run: Run) -> bool:
    return any(event.what is What.STARTED for event in run.snapshot().events)


@EVERY_DEMO
def test_a_broker_that_somebody_kills_interrupts_the_run_and_the_ledger_is_kept(
    id_: str, own_broker: Callable[[Broker], Endpoint], docker_engine: docker.DockerClient
) -> None:
    endpoint = own_broker(next(iter(demo(id_).needs.values())).broker)
    watching = watched(id_, lambda _, run_id, __=None: isolate.space(endpoint, run_id))

    with living(watching.run) as thread:
        assert eventually(lambda: started(watching.run), 40)
        began = time.monotonic()
        kill(docker_engine, endpoint)
        thread.join(15)
        lasted = time.monotonic() - began

    shot = watching.run.snapshot()
    assert shot.status is Status.INTERRUPTED, shot.problem
    assert lasted < 8
    assert shot.ledger.sent > 0
    assert shot.ledger.balanced
    assert endpoint.address in (shot.problem or "")
    assert eventually(lambda: not watching.left_behind()), watching.left_behind()


def ask_in_vain(app: Celery, raised: list[Exception]) -> None:
    try:
        greet(app, "worker-1")
    except BROKEN as problem:
        raised.append(problem)


def test_a_broker_that_dies_before_it_confirms_a_command_is_given_up(
    own_broker: Callable[[Broker], Endpoint], docker_engine: docker.DockerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = own_broker(Broker.RABBITMQ)
    send = vars(Channel)["_basic_publish"]
    raised: list[Exception] = []

    def kill_and_send(self: Channel, *arguments: object, **more: object) -> object:
        monkeypatch.undo()
        kill(docker_engine, endpoint)
        assert eventually(lambda: refuses(endpoint))
        return send(self, *arguments, **more)

    with isolate.space(endpoint, "abcdef12") as space, closing(kitchen(space.url)) as app:
        monkeypatch.setattr(Channel, "_basic_publish", kill_and_send)
        asking = threading.Thread(target=ask_in_vain, args=(app, raised), daemon=True)
        asking.start()
        asking.join(15)

    assert raised
    assert not pools.producers


@pytest.mark.parametrize("id_", ["celery-redis-tasks", "celery-rabbitmq-crash"])
def test_a_worker_that_cannot_start_fails_the_run_with_its_last_lines_and_no_password(
    id_: str, contained: Warm, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = f"demos.stories.{id_.replace('-', '_')}.story.PROCESSES"
    monkeypatch.setattr(story, "demos.there_is_no_such_module")
    run = watched(id_, contained.space).run

    run.live()

    shot = run.snapshot()
    assert shot.status is Status.FAILED
    assert "there_is_no_such_module" in (shot.problem or "")
    for where in shot.where:
        password = urlsplit(contained.endpoint(where.broker).url).password or ""
        assert password not in (shot.problem or "")


def test_a_wrong_password_fails_the_run_in_plain_words(contained: Warm) -> None:
    @contextmanager
    def opener(broker: Broker, run_id: str, _setup: Setup | None = None) -> Iterator[Space]:
        with contained.space(broker, run_id) as space:
            password = urlsplit(space.url).password or ""
            yield replace(space, url=space.url.replace(password, "not-the-password"))

    run = watched("rabbitmq-routing", opener).run
    run.live()

    shot = run.snapshot()
    assert shot.status in (Status.FAILED, Status.INTERRUPTED)
    assert "not-the-password" not in repr(shot)
    assert "Traceback" not in (shot.problem or "")
