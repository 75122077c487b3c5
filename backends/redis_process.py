"""A private Redis, or a server that speaks like one, as a process of ours."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backends import leash
from backends.contract import Ability, Broker, Endpoint, Phase, Tell
from backends.ports import LOOPBACK, free_ports
from backends.process import Process, clean_environment, search_path
from backends.readiness import await_ready

_CONFIGURATION = """\
bind {address}
port {port}
requirepass {password}
dir "{folder}"
save ""
appendonly no
maxmemory 256mb
maxmemory-policy noeviction
"""
_OWNER_ONLY = 0o600


@contextmanager
def serve_redis(
    program: Path, *, backend: str, origin: str, tell: Tell, patience: float | None = None
) -> Iterator[Endpoint]:
    """Run `program` on a free loopback port with a random password until leaving.

    Raises:
        BackendError: it did not start or did not get ready; `PortTaken` if somebody else was faster.
    """
    tell(Phase.STARTING)
    (port,) = free_ports(1)
    password = secrets.token_hex(16)
    url = f"redis://:{password}@{LOOPBACK}:{port}/0"
    with leash.private_folder() as folder:
        configuration = _configure(folder, port, password)
        environment = clean_environment(folder, search_path())
        with leash.start([str(program), str(configuration)], env=environment, folder=folder, grace=0) as server:
            version = await_ready(Process(server), Broker.REDIS, url, patience=patience, tell=tell)
            yield Endpoint(
                broker=Broker.REDIS,
                backend=backend,
                url=url,
                address=f"{LOOPBACK}:{port}",
                version=version,
                origin=origin,
                abilities=frozenset({Ability.ISOLATE}),
            )


def _configure(folder: Path, port: int, password: str) -> Path:
    """Write the settings where only we can read them: the password must not be on a command line."""
    configuration = folder / "redis.conf"
    configuration.touch(mode=_OWNER_ONLY)
    text = _CONFIGURATION.format(address=LOOPBACK, port=port, password=password, folder=folder)
    configuration.write_text(text, encoding="utf-8")
    return configuration
