"""What programs ask of a broker themselves: exchanges, bindings, arguments of queues, clusters."""

import ast
from collections.abc import Iterator

from records.evidence.fact import Fact
from records.evidence.python.module import Module
from records.evidence.python.values import as_text

_CLIENTS = frozenset({"pika", "aio_pika", "kombu", "amqp", "celery", "faststream", "aiormq"})
_OWN_CONSUMERS = frozenset({"pika", "aio_pika", "aiormq", "faststream"})
_DECLARES = frozenset({"exchange_declare", "declare_exchange", "Exchange", "RabbitExchange"})
_BINDS = frozenset({"queue_bind", "bind", "bind_to"})
_CLUSTERS = frozenset(
    {
        "redis.RedisCluster",
        "redis.cluster.RedisCluster",
        "redis.asyncio.RedisCluster",
        "redis.asyncio.cluster.RedisCluster",
    }
)
_TYPES = frozenset({"topic", "headers", "fanout", "direct"})


def brokers(module: Module) -> Iterator[Fact]:
    """Every such thing in a module."""
    for node in module.nodes:
        if isinstance(node, ast.Call) and module.dotted(node.func) in _CLUSTERS:
            yield module.fact("service", "redis-cluster", at=node)
        if module.packages & _CLIENTS:
            yield from _spoken(module, node)
    if own := sorted(module.packages & _OWN_CONSUMERS):
        yield module.source.fact("client", own[0], line=_line(module, own[0]))
    if "django" in module.packages or any(_names_django(module, node) for node in module.nodes):
        yield module.source.fact("file", "django", line=1)


def _names_django(module: Module, node: ast.AST) -> bool:
    if not (isinstance(node, ast.Call) and module.dotted(node.func) == "os.environ.setdefault" and node.args):
        return False
    return module.value(node.args[0]) == "DJANGO_SETTINGS_MODULE"


def _spoken(module: Module, node: ast.AST) -> Iterator[Fact]:
    if isinstance(node, ast.Call):
        yield from _call(module, node)
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and str(key.value).startswith("x-"):
                yield module.fact("argument", str(key.value), as_text(module.value(value)), at=key)


def _call(module: Module, node: ast.Call) -> Iterator[Fact]:
    name = module.dotted(node.func).rpartition(".")[2] or getattr(node.func, "attr", "")
    if name in _DECLARES and (kind := _type(module, node)):
        yield module.fact("exchange", kind, at=node)
    if name in (*_BINDS, "Queue") and _has_wildcard(module, node):
        yield module.fact("binding", "pattern", at=node)
    if name == "confirm_delivery":
        yield module.fact("call", "confirm", at=node)


def _type(module: Module, node: ast.Call) -> str:
    named = [word.value for word in node.keywords if word.arg in ("exchange_type", "type")]
    for each in [*named, *node.args[1:2]]:
        said = module.value(each) if isinstance(each, ast.Constant | ast.Name) else _last(module, each)
        if str(said).lower() in _TYPES:
            return str(said).lower()
    return ""


def _last(module: Module, node: ast.expr) -> str:
    """`ExchangeType.TOPIC`, and its `.value`."""
    parts = module.dotted(node).split(".")
    return next((part for part in reversed(parts) if part.lower() in _TYPES), "")


def _has_wildcard(module: Module, node: ast.Call) -> bool:
    named = [word.value for word in node.keywords if word.arg in ("routing_key", "binding_key")]
    said = [module.value(each) for each in [*named, *node.args[1:3]]]
    return any(isinstance(each, str) and set(each.split(".")) & {"*", "#"} for each in said)


def _line(module: Module, package: str) -> int:
    imports = (node for node in module.nodes if isinstance(node, ast.Import | ast.ImportFrom))
    names = ((node, [n.name for n in node.names] + [getattr(node, "module", None) or ""]) for node in imports)
    return next((node.lineno for node, all_names in names if any(n.split(".")[0] == package for n in all_names)), 1)
