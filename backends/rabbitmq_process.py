"""A private RabbitMQ as a process of ours, with an epmd of its own, all on the loopback interface."""

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from backends import leash
from backends.breaking import breakable
from backends.contract import Ability, Broker, Endpoint, Phase, Setup, Tell
from backends.ports import LOOPBACK, free_ports, lasting_ports
from backends.process import clean_environment
from backends.program import Program
from backends.readiness import await_ready, fate

_CONFIGURATION = """\
listeners.tcp.1 = {address}:{amqp}
management.tcp.ip = {address}
management.tcp.port = {management}
default_user = {user}
default_pass = {password}
log.console = true
log.console.level = info
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 50MB
"""
_OWNER_ONLY = 0o600
_USER = "queuewise"


@dataclass(frozen=True, slots=True)
class _Node:
    """What one node is given."""

    folder: Path
    amqp: int
    management: int
    distribution: int
    epmd: int
    password: str = field(repr=False)

    @property
    def url(self) -> str:
        return f"amqp://{_USER}:{self.password}@{LOOPBACK}:{self.amqp}/%2F"

    @property
    def management_url(self) -> str:
        return f"http://{_USER}:{self.password}@{LOOPBACK}:{self.management}"


@contextmanager
def serve_rabbitmq(
    script: Path, path: str, *, backend: str, tell: Tell, setup: Setup | None = None, patience: float | None = None
) -> Iterator[Endpoint]:
    """Run RabbitMQ's own `script` on free loopback ports with a random password until leaving.

    Erlang and epmd are looked for on `path`. With a `setup` it can be broken.

    Raises:
        BackendError: it did not start or did not get ready; `PortTaken` if somebody else was faster.
    """
    tell(Phase.STARTING)
    with leash.private_folder() as folder:
        amqp, management, distribution, epmd = free_ports(4) if setup is None else lasting_ports(4)
        node = _Node(folder, amqp, management, distribution, epmd, secrets.token_hex(16))
        environment = clean_environment(folder, path) | _settings(node)

        def launch(*tool: str) -> AbstractContextManager[leash.Leashed]:
            name, *words = tool or (script.name,)
            argv = [str(script.with_name(name)), *words]
            return leash.start(argv, env=environment, folder=folder, grace=0)

        with _names(node, environment, path), Program(launch) as server:
            version = await_ready(server, Broker.RABBITMQ, node.url, node.management_url, patience=patience, tell=tell)
            endpoint = _endpoint(node, backend, version, script, server)
            with nullcontext(endpoint) if setup is None else breakable(endpoint, server) as given:
                yield given


@contextmanager
def _names(node: _Node, environment: Mapping[str, str], path: str) -> Iterator[None]:
    """Run an epmd for this node alone. It stays while the node is ended and started again."""
    epmd = shutil.which("epmd", path=path)
    if epmd is None:
        yield
        return
    argv = [epmd, "-port", str(node.epmd), "-address", LOOPBACK]
    with leash.start(argv, env=environment, folder=node.folder, grace=0):
        yield


def _endpoint(node: _Node, backend: str, version: str, script: Path, server: Program) -> Endpoint:
    return Endpoint(
        broker=Broker.RABBITMQ,
        backend=backend,
        url=node.url,
        address=f"{LOOPBACK}:{node.amqp}",
        version=version,
        origin=f"private process of {script}",
        abilities=frozenset({Ability.ISOLATE}),
        management_url=node.management_url,
        fate=partial(fate, server),
    )


def _settings(node: _Node) -> dict[str, str]:
    """Write the node's files and give the variables that point to them (https://www.rabbitmq.com/docs/configure)."""
    return {
        "RABBITMQ_NODENAME": f"queuewise-{secrets.token_hex(4)}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": LOOPBACK,
        "RABBITMQ_NODE_PORT": str(node.amqp),
        "RABBITMQ_DIST_PORT": str(node.distribution),
        "ERL_EPMD_PORT": str(node.epmd),
        "ERL_EPMD_ADDRESS": LOOPBACK,
        # No quotes around the tuple: the script splits the words itself.
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
        # With these two the script becomes Erlang, so that our process id is the broker itself.
        "RABBITMQ_ALLOW_INPUT": "1",
        "RABBITMQ_SERVER_START_ARGS": "-noinput",
        "RABBITMQ_CONFIG_FILE": str(_configuration(node)),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(_written(node.folder / "plugins", "[rabbitmq_management].\n")),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(node.folder / "advanced.config"),
        "RABBITMQ_CONF_ENV_FILE": str(_written(node.folder / "env.conf", "")),
        "RABBITMQ_GENERATED_CONFIG_DIR": str(node.folder / "generated"),
        "RABBITMQ_MNESIA_BASE": str(node.folder / "data"),
        "RABBITMQ_LOG_BASE": str(node.folder / "log"),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_PID_FILE": str(node.folder / "pid"),
    }


def _configuration(node: _Node) -> Path:
    text = _CONFIGURATION.format(
        address=LOOPBACK, amqp=node.amqp, management=node.management, user=_USER, password=node.password
    )
    return _written(node.folder / "rabbitmq.conf", text)


def _written(file: Path, text: str) -> Path:
    """Write `text` where only we can read it."""
    file.touch(mode=_OWNER_ONLY)
    file.write_text(text, encoding="utf-8")
    return file
