"""Brokers in containers, through the Docker engine of this machine."""

import os
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial

from docker import DockerClient
from docker.models.images import Image

from backends import images, recipe
from backends.breaking import breakable
from backends.container import Contained, running
from backends.contract import Ability, Broker, Endpoint, Finding, Phase, Progress, Setup, Tell, tell_nobody
from backends.deadline import within
from backends.engine import engine
from backends.errors import BackendError, ImageMissing
from backends.ports import LOOPBACK, another_try, free_ports, lasting_ports
from backends.pull import pull
from backends.readiness import await_ready, fate

_FIND_SECONDS = 1.8
_ENGINE_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Containers:
    """Containers of the official images, or of those that the operator names."""

    names: Mapping[Broker, str] = field(default_factory=lambda: images.DEFAULTS)
    patience: float | None = None
    """Seconds that a broker has to become ready; without it `readiness.PATIENCE`."""
    name: str = "containers"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Containers":
        """Take the names of the images out of `environment`."""
        return cls(images.image_names(environment))

    def find(self, broker: Broker) -> Finding:
        """Ask the engine for the image; nothing is downloaded."""
        return within(_FIND_SECONDS, lambda: self._asked(broker), otherwise=lambda: self._silent(broker))

    @contextmanager
    def open(self, broker: Broker, *, setup: Setup | None = None, tell: Tell = tell_nobody) -> Iterator[Endpoint]:
        """Run a container with loopback ports and a random password until leaving; nothing is downloaded.

        With a `setup` it can be broken.

        Raises:
            BackendError: there is no engine or image, or the broker did not start or get ready.
        """
        tell(Phase.STARTING)
        name = images.require_name(broker, self.names[broker])
        with engine() as client:
            image = images.require_image(client, name)
            with another_try(lambda: self._serve(client, broker, image, setup, tell)) as endpoint:
                yield endpoint

    def pull(self, broker: Broker, *, cancelled: threading.Event) -> Progress:
        """Download the broker's image; only after somebody asked for it. See `pull.pull`."""
        yield from pull(images.require_name(broker, self.names[broker]), cancelled=cancelled)

    @contextmanager
    def _serve(
        self, client: DockerClient, broker: Broker, image: Image, setup: Setup | None, tell: Tell
    ) -> Iterator[Endpoint]:
        inside, password = recipe.PORTS[broker], secrets.token_hex(16)
        outside = free_ports(len(inside)) if setup is None else lasting_ports(len(inside))
        ports = dict(zip(inside, outside, strict=True))
        url, management_url = recipe.url(broker, ports, password), recipe.management_url(broker, ports, password)
        with running(client, image, recipe.options(broker, ports, password, setup)) as container:
            subject = Contained(container, self.names[broker])
            version = await_ready(subject, broker, url, management_url, patience=self.patience, tell=tell)
            endpoint = Endpoint(
                broker=broker,
                backend=self.name,
                url=url,
                address=f"{LOOPBACK}:{ports[inside[0]]}",
                version=version,
                origin=images.origin(self.names[broker], image),
                abilities=frozenset({Ability.ISOLATE}),
                management_url=management_url,
                fate=partial(fate, subject),
            )
            with nullcontext(endpoint) if setup is None else breakable(endpoint, subject) as given:
                yield given

    def _asked(self, broker: Broker) -> Finding:
        try:
            name = images.require_name(broker, self.names[broker])
            with engine(timeout=_ENGINE_SECONDS) as client:
                image = images.require_image(client, name)
        except BackendError as problem:
            return self._no(broker, problem.happened, problem.remedy, needs_pull=isinstance(problem, ImageMissing))
        reason = f"Docker answers and has {name} ({image.short_id})."
        return Finding(backend=self.name, broker=broker, usable=True, reason=reason)

    def _silent(self, broker: Broker) -> Finding:
        return self._no(broker, f"Docker did not answer within {_FIND_SECONDS:g} s.", "Restart Docker.")

    def _no(self, broker: Broker, reason: str, remedy: str, *, needs_pull: bool = False) -> Finding:
        return Finding(
            backend=self.name, broker=broker, usable=False, reason=reason, remedy=remedy or None, needs_pull=needs_pull
        )
