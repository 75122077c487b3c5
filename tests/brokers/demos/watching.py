"""Runs that a test can look at from outside, and what they leave behind."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import docker
import redis
from docker.models.containers import Container
from kombu import pools

from backends.contract import Broker, Endpoint
from backends.management import Management
from demos.catalogue import demo
from demos.demo import Demo, Opener, Stage
from demos.events import Event, What
from demos.evidence_file import read, written
from demos.run import Run
from demos.second_opinion import second_opinion
from demos.tally import Tally
from tests.leftovers import alive

QUICK: Mapping[str, Mapping[str, int]] = {
    "rabbitmq-routing": {"orders": 12, "cooks": 2, "work": 300},
    "celery-redis-tasks": {"orders": 4, "failure_rate": 25, "workers": 2, "work": 800},
    "celery-rabbitmq-crash": {"orders": 10, "workers": 2, "work": 500},
}
"""Parameters near the lower ends, so that tests stay short."""

DEMOS = tuple(QUICK)

_OF_THE_WHOLE = (What.PLANNED, What.STAGE)


@dataclass
class Watched:
    """A run, and the folder that its demo got."""

    run: Run
    folders: list[Path] = field(default_factory=list)

    @property
    def pids(self) -> set[int]:
        """Every process that told its id."""
        told = [event.detail for event in self.run.snapshot().events if event.seq > 1]
        return {int(detail["pid"]) for detail in told if "pid" in detail}

    def left_behind(self) -> list[object]:
        """What is still there and should not be."""
        processes: list[object] = [pid for pid in self.pids if alive(pid)]
        folders = [folder for folder in self.folders if folder.exists()]
        threads = [thread for thread in threading.enumerate() if thread.name == "crew-reports"]
        return [*processes, *folders, *threads, *pools.connections, *pools.producers]


def watched(id_: str, opener: Opener, parameters: Mapping[str, int] | None = None) -> Watched:
    """A run of that demo; a quick one without `parameters`."""
    folders: list[Path] = []
    return Watched(Run(_noting(demo(id_), folders), parameters or QUICK[id_], opener), folders)


@contextmanager
def living(run: Run) -> Iterator[threading.Thread]:
    """Have the run live in a thread, and end it on leaving."""
    thread = threading.Thread(target=run.live, name="run", daemon=True)  # one that hangs must not keep all tests
    thread.start()
    try:
        yield thread
    finally:
        run.cancel()
        thread.join(30)


def doubts(run: Run) -> list[str]:
    """What does not fit in the books of a run: a stop off the route, a step without balance, another opinion."""
    shot = run.snapshot()
    stops = {stop.id for stop in shot.route.stops}
    strange = {event.stop for event in shot.events if event.what not in _OF_THE_WHOLE} - stops
    opinion = second_opinion(read(written(run.evidence()).encode()))
    disagreeing = [str(each) for each in opinion.differences] + ([] if opinion.valid else ["the evidence is not valid"])
    return [*(f"no stop: {stop}" for stop in strange), *_imbalances(shot.events), *disagreeing]


def _imbalances(events: Iterable[Event]) -> Iterator[str]:
    tally = Tally()
    for event in events:
        tally.add(event)
        if not tally.ledger().balanced:
            yield f"no balance after {event}"
            return


def contents(endpoint: Endpoint) -> set[str]:
    """The vhosts or keys of a broker."""
    if endpoint.broker is Broker.RABBITMQ:
        assert endpoint.management_url is not None
        return set(Management(endpoint.management_url).vhosts())
    with redis.Redis.from_url(endpoint.url, decode_responses=True) as client:
        return set(client.scan_iter())


def clients(endpoint: Endpoint) -> int:
    """How many others are connected to a Redis."""
    with redis.Redis.from_url(endpoint.url, decode_responses=True) as client:
        return len(client.client_list()) - 1


def container_at(engine: docker.DockerClient, endpoint: Endpoint) -> Container:
    """The container of an engine that publishes the port of this broker."""
    port = endpoint.address.rpartition(":")[2]
    published = {
        one["HostPort"]: container
        for container in engine.containers.list(ignore_removed=True)
        for bound in container.ports.values()
        for one in bound or ()
    }
    return published[port]


def _noting(what: Demo, folders: list[Path]) -> Demo:
    def perform(stage: Stage, /) -> None:
        folders.append(stage.folder)
        what.perform(stage)

    return replace(what, perform=perform)
