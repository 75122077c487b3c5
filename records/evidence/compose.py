"""Reads compose files: which servers run beside the application, and what its variables say."""

import re
from collections.abc import Iterator, Mapping

import yaml

from records.evidence import addresses, marked
from records.evidence.fact import Fact, Source

_SERVERS = {
    "rabbitmq": "rabbitmq",
    "redis": "redis",
    "valkey": "redis",
    "redis-stack": "redis",
    "redis-stack-server": "redis",
    "keydb": "redis",
    "dragonfly": "redis",
    "redis-cluster": "redis-cluster",
    "valkey-cluster": "redis-cluster",
    "flower": "flower",
    "rabbitmq-exporter": "rabbitmq-exporter",
}
"""Last part of an image's name -> what runs in it."""

_CLUSTERED = re.compile(r"cluster[-_]enabled[\s=:\"',]+yes", re.IGNORECASE)
_NO_SERVER = re.compile(r"redis-cli|valkey-cli|sentinel")
_OWN_CONFIGURATION = re.compile(r"\.conf\b")
_DATABASE_SCHEDULER = re.compile(r"django_celery_beat\.schedulers|(?:-S|--scheduler)[\s=,\"']+django\b")
_REDBEAT = re.compile(r"\bredbeat\b", re.IGNORECASE)


def compose(source: Source) -> Iterator[Fact]:
    """What the services of a compose file say.

    Raises:
        Broken: it cannot be read as YAML.
    """
    for service in marked.entries(marked.entries(marked.root(source.text)).get("services")).values():
        parts = marked.entries(service)
        yield from _server(source, parts)
        yield from _command(source, parts)
        yield from _variables(source, parts.get("environment"))


def _server(source: Source, parts: Mapping[str, yaml.Node]) -> Iterator[Fact]:
    for image, line in marked.texts(parts.get("image")):
        what = _SERVERS.get(_last_part(image), "")
        what = _mode(_told(parts)) if what == "redis" else what
        if what:
            yield source.fact("service", what, line=line)


def _last_part(image: str) -> str:
    return addresses.default(image).split("@")[0].rpartition("/")[2].split(":")[0].lower()


def _mode(told: str) -> str:
    """What a Redis is started as, by its command: a client and a sentinel are no server of data."""
    if _CLUSTERED.search(told):
        return "redis-cluster"
    if _NO_SERVER.search(told):
        return ""
    return "redis-with-a-file" if _OWN_CONFIGURATION.search(told) else "redis"


def _command(source: Source, parts: Mapping[str, yaml.Node]) -> Iterator[Fact]:
    told, line = _told(parts), next((line for _, line in marked.texts(parts.get("command"))), 1)
    if re.search(r"\bcelery\b.*\bflower\b", told):
        yield source.fact("service", "flower", line=line)
    if _DATABASE_SCHEDULER.search(told):
        yield source.fact("scheduler", "database", line=line)
    if _REDBEAT.search(told):
        yield source.fact("scheduler", "redbeat", line=line)


def _told(parts: Mapping[str, yaml.Node]) -> str:
    """Entrypoint and command in one line."""
    words = [text for part in ("entrypoint", "command") for text, _ in marked.texts(parts.get(part))]
    return " ".join(" ".join(words).split())


def _variables(source: Source, node: yaml.Node | None) -> Iterator[Fact]:
    for name, value in marked.entries(node).items():
        for text, line in marked.texts(value):
            yield from addresses.variable(source, name, text, line=line)
    if isinstance(node, yaml.SequenceNode):
        for pair, line in marked.texts(node):
            name, _, text = pair.partition("=")
            yield from addresses.variable(source, name.strip(), text, line=line)
