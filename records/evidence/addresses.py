"""What an address of a broker says by its scheme and its host. Nothing else of it is kept: it may hold a password."""

import re
from collections.abc import Iterator

from records.evidence.fact import Fact, Source

_DEFAULT = re.compile(r"\$\{[A-Za-z_][A-Za-z0-9_]{0,100}:?-([^{}$]{0,500})\}")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]{0,30})://(?:[^/\s]*@)?([^/\s:]*)")
_BROKER = re.compile(r"(\w*CELERY_+)?BROKER(_URL)?", re.IGNORECASE)
_ALIKE = {"amqps": "amqp", "pyamqp": "amqp", "librabbitmq": "amqp", "rediss": "redis", "valkey": "redis"}
_CLUSTER_HOST = re.compile(r"clustercfg\.|\.serverless\.")
"""How Amazon names the address of a Redis in cluster mode, and of one that is serverless."""
_FOREIGN_HOST = re.compile(r"\.servicebus\.windows\.net")
"""Azure Service Bus speaks AMQP 1.0 and is no RabbitMQ."""


def default(text: str) -> str:
    """The text with `${NAME:-default}` replaced by its default."""
    return _DEFAULT.sub(r"\1", text)


def scheme(text: str) -> str:
    """`amqp`, `redis` or another scheme of an address, without the differences that mean nothing here; "" if none."""
    found = _SCHEME.match(default(text))
    return _ALIKE.get(found[1], found[1]) if found else ""


def variable(source: Source, name: str, text: str, *, line: int) -> Iterator[Fact]:
    """What a variable of the environment says: the broker of Celery, or the address of a server."""
    kind = scheme(text)
    if not kind or _FOREIGN_HOST.search(text):
        return
    if _BROKER.fullmatch(name):
        yield source.fact("broker", kind, line=line)
    elif kind in ("amqp", "redis"):
        yield source.fact("address", _at(kind, text), line=line)


def _at(kind: str, text: str) -> str:
    found = _SCHEME.match(default(text))
    return "redis-cluster" if kind == "redis" and found and _CLUSTER_HOST.search(found[2]) else kind
