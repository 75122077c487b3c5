"""What our readiness costs: a container until it is ready for a run, against the bare image until it answers."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import docker

from backends import images, reaper, recipe
from backends.containers import Containers
from backends.contract import Broker
from backends.ports import LOOPBACK, free_ports
from backends.probe import answers
from benchmarks.figure import Figure, Tell
from tests import needs

BAR = 1.3
ANSWER_SECONDS = 90
POLL_SECONDS = 0.01
"""As often as our own readiness asks."""

SCHEMES = {Broker.RABBITMQ: "amqp", Broker.REDIS: "redis"}


def measure(tell: Tell, *, times: int = 7) -> Iterator[Figure]:
    """Seconds until our container of each broker is ready, over those until the bare image answers its protocol."""
    with needs.docker_engine() as engine:
        reaper.labels()  # the reaper starts once and is no part of a broker
        for broker in (Broker.REDIS, Broker.RABBITMQ):
            image = needs.image(engine, images.image_names()[broker])
            tell(f"{image}, {times} times each, in turns")
            bare, ours = zip(*((_bare(engine, broker, image), _ours(broker)) for _ in range(times)), strict=True)
            yield Figure(
                what=f"Cold container of {image}: ours until ready over bare until it answers",
                value=median(ours) / median(bare),
                basis=f"medians of {times}: {median(ours):.2f} s over {median(bare):.2f} s",
                at_most=BAR,
            )


def _ours(broker: Broker) -> float:
    began = time.perf_counter()
    with Containers.from_environment().open(broker):
        return time.perf_counter() - began


def _bare(engine: docker.DockerClient, broker: Broker, image: str) -> float:
    (port,) = free_ports(1)
    url = f"{SCHEMES[broker]}://{LOOPBACK}:{port}"
    began = time.perf_counter()
    with _running(engine, image, inside=recipe.PORTS[broker][0], outside=port):
        while not answers(url):
            assert time.perf_counter() - began < ANSWER_SECONDS, f"{image} did not answer within {ANSWER_SECONDS} s."
            time.sleep(POLL_SECONDS)
        return time.perf_counter() - began


@contextmanager
def _running(engine: docker.DockerClient, image: str, *, inside: int, outside: int) -> Iterator[None]:
    """The image as it is, without limits, a password or a proof. Our reaper removes it should we be killed."""
    ports = {f"{inside}/tcp": (LOOPBACK, outside)}
    container = engine.containers.run(image, detach=True, labels=reaper.labels(), ports=ports)
    try:
        yield
    finally:
        container.remove(v=True, force=True)
