"""A private Redis, or a server that speaks like one, as a process of ours."""

import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path

from backends import leash, redis_settings
from backends.breaking import breakable
from backends.contract import Ability, Broker, Endpoint, Phase, Setup, Tell
from backends.ports import LOOPBACK, free_ports, lasting_ports
from backends.process import clean_environment, search_path
from backends.program import Program
from backends.readiness import await_ready, fate

_CONFIGURATION = """\
bind {address}
port {port}
requirepass {password}
dir "{folder}"
"""
_MEMORY = 256 * redis_settings.MEGABYTE
_OWNER_ONLY = 0o600


@contextmanager
def serve_redis(
    program: Path, *, backend: str, origin: str, tell: Tell, setup: Setup | None = None, patience: float | None = None
) -> Iterator[Endpoint]:
    """Run `program` on a free loopback port with a random password until leaving; with a `setup` it can be broken.

    Raises:
        BackendError: it did not start or did not get ready; `PortTaken` if somebody else was faster.
    """
    tell(Phase.STARTING)
    (port,) = free_ports(1) if setup is None else lasting_ports(1)
    password = secrets.token_hex(16)
    url = f"redis://:{password}@{LOOPBACK}:{port}/0"
    with leash.private_folder() as folder:
        configuration = _configure(folder, port, password, setup)
        environment = clean_environment(folder, search_path())

        def launch() -> AbstractContextManager[leash.Leashed]:
            return leash.start([str(program), str(configuration)], env=environment, folder=folder, grace=0)

        with Program(launch) as server:
            version = await_ready(server, Broker.REDIS, url, patience=patience, tell=tell)
            endpoint = Endpoint(
                broker=Broker.REDIS,
                backend=backend,
                url=url,
                address=f"{LOOPBACK}:{port}",
                version=version,
                origin=origin,
                abilities=frozenset({Ability.ISOLATE}),
                fate=partial(fate, server),
            )
            with nullcontext(endpoint) if setup is None else breakable(endpoint, server) as given:
                yield given


def _configure(folder: Path, port: int, password: str, setup: Setup | None) -> Path:
    """Write the settings where only we can read them: the password must not be on a command line."""
    configuration = folder / "redis.conf"
    configuration.touch(mode=_OWNER_ONLY)
    text = _CONFIGURATION.format(address=LOOPBACK, port=port, password=password, folder=folder)
    configuration.write_text(text + redis_settings.lines(setup, memory=_MEMORY), encoding="utf-8")
    return configuration
