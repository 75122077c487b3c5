"""How each broker is run in a container, and where it is then reached."""

import secrets
from collections.abc import Mapping
from typing import Any

from backends import redis_settings
from backends.contract import Broker, Setup
from backends.ports import LOOPBACK

PORTS = {Broker.RABBITMQ: (5672, 15672), Broker.REDIS: (6379,)}
"""The ports inside the container; the first is the broker's own."""

_MEGABYTE = 1024 * 1024
_USER = "queuewise"
_REDIS_USER = "999:999"  # as in the official image; any number will do

_CONFINED = {
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges:true"],
    "nano_cpus": 1_000_000_000,
    "hostname": "queuewise",  # RabbitMQ names its data after the host
}
_LIMITS: Mapping[Broker, Mapping[str, Any]] = {
    Broker.RABBITMQ: {
        "mem_limit": 512 * _MEGABYTE,
        "memswap_limit": 512 * _MEGABYTE,
        "pids_limit": 512,
        # The entry point gives the data to the image's user and becomes that user.
        "cap_add": ["CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETPCAP", "SETUID"],
    },
    Broker.REDIS: {
        "mem_limit": 128 * _MEGABYTE,
        "memswap_limit": 128 * _MEGABYTE,
        "pids_limit": 64,
        "user": _REDIS_USER,
    },
}

# The settings come through standard input and the password through the environment: every user of the machine
# can read a command line.
_REDIS_COMMAND = """\
exec redis-server - <<END
requirepass $REDIS_PASSWORD
dir /data
{settings}END
"""
_REDIS_MEMORY = 100 * _MEGABYTE


def options(broker: Broker, ports: Mapping[int, int], password: str, setup: Setup | None = None) -> dict[str, Any]:
    """Give the options of `docker create`; `ports` maps those inside to loopback ports outside."""
    return {
        **_CONFINED,
        **_LIMITS[broker],
        **_program(broker, password, setup),
        "name": f"queuewise-{broker.value}-{secrets.token_hex(4)}",
        "ports": {f"{inside}/tcp": (LOOPBACK, outside) for inside, outside in ports.items()},
    }


def url(broker: Broker, ports: Mapping[int, int], password: str) -> str:
    """Give the broker's URL, password included."""
    port = ports[PORTS[broker][0]]
    if broker is Broker.REDIS:
        return f"redis://:{password}@{LOOPBACK}:{port}/0"
    return f"amqp://{_USER}:{password}@{LOOPBACK}:{port}/%2F"


def management_url(broker: Broker, ports: Mapping[int, int], password: str) -> str | None:
    """Give the URL of RabbitMQ's HTTP API, password included."""
    return None if broker is Broker.REDIS else f"http://{_USER}:{password}@{LOOPBACK}:{ports[PORTS[broker][1]]}"


def _program(broker: Broker, password: str, setup: Setup | None) -> dict[str, Any]:
    if broker is Broker.REDIS:
        command = _REDIS_COMMAND.format(settings=redis_settings.lines(setup, memory=_REDIS_MEMORY))
        return {"command": ["sh", "-c", command], "environment": {"REDIS_PASSWORD": password}}
    return {"environment": {"RABBITMQ_DEFAULT_USER": _USER, "RABBITMQ_DEFAULT_PASS": password}}
