"""Celery's settings, wherever they are written: a module, a class, a mapping, Django's settings, or a call."""

import ast
from collections.abc import Iterator

from records.evidence import addresses
from records.evidence.fact import Fact
from records.evidence.python.module import Module
from records.evidence.python.values import UNCLEAR, as_text

_OLD = {
    "celery_acks_late": "task_acks_late",
    "celery_ignore_result": "task_ignore_result",
    "celery_routes": "task_routes",
    "celery_task_result_expires": "result_expires",
    "celerybeat_schedule": "beat_schedule",
    "celerybeat_scheduler": "beat_scheduler",
    "celeryd_task_time_limit": "task_time_limit",
}
"""What settings were called before Celery 4, in lower case."""

_SCALARS = frozenset(
    {
        *("task_acks_late", "task_ignore_result", "task_time_limit"),
        *("task_queue_max_priority", "result_expires"),
    }
)
_KNOWN = _SCALARS | {"broker_url", "result_backend", "beat_schedule", "beat_scheduler", "task_routes"}
_OPTIONS = frozenset({"confirm_publish"})
"""Keys of `broker_transport_options`."""


def settings(module: Module) -> Iterator[Fact]:
    """Every setting of Celery in a module."""
    for written, node in _pairs(module):
        name = _canonical(written)
        if name in _KNOWN:
            yield from _setting(module, name, node)
        elif name in _OPTIONS:
            yield module.fact("setting", name, as_text(module.value(node)), at=node)


def _pairs(module: Module) -> Iterator[tuple[str, ast.expr]]:
    for node in module.nodes:
        if isinstance(node, ast.Assign):
            yield from ((_target(each), node.value) for each in node.targets)
        elif isinstance(node, ast.AnnAssign) and node.value:
            yield _target(node.target), node.value
        elif isinstance(node, ast.Dict):
            yield from ((key, value) for key, value in _items(node) if isinstance(key, str))
        elif isinstance(node, ast.Call):
            yield from _keywords(module, node)


def _keywords(module: Module, node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    short = {"broker": "broker_url", "backend": "result_backend"} if _makes_app(module, node) else {}
    yield from ((short.get(word.arg, word.arg), word.value) for word in node.keywords if word.arg)


def _makes_app(module: Module, node: ast.Call) -> bool:
    return module.dotted(node.func) in ("celery.Celery", "celery.app.Celery")


def _target(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _canonical(written: str) -> str:
    low = written.lower()
    return _OLD.get(low) or low.removeprefix("celery_")


def _setting(module: Module, name: str, node: ast.expr) -> Iterator[Fact]:
    if name == "broker_url":
        yield from _broker(module, node)
    elif name == "beat_scheduler":
        yield from _scheduler(module, node)
    elif name == "beat_schedule":
        yield module.fact("setting", name, _count(node), at=node)
    elif name == "task_routes":
        yield module.fact("setting", name, _queues(module, node), at=node)
    elif name == "result_backend":
        yield module.fact("setting", name, _store(module, node), at=node)
    else:
        yield module.fact("setting", name, as_text(module.value(node)), at=node)


def _broker(module: Module, node: ast.expr) -> Iterator[Fact]:
    several = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    for each in several:
        address = module.value(each)
        if isinstance(address, str) and (kind := addresses.scheme(address)):
            yield module.fact("broker", kind, at=node)


def _scheduler(module: Module, node: ast.expr) -> Iterator[Fact]:
    said = as_text(module.value(node))
    kinds = {"django_celery_beat": "database", "redbeat": "redbeat"}
    if kind := kinds.get(said.partition(".")[0]):
        yield module.fact("scheduler", kind, at=node)


def _count(node: ast.expr) -> str:
    whole = isinstance(node, ast.Dict) and None not in node.keys
    return str(len(node.keys)) if isinstance(node, ast.Dict) and whole else "unclear"


def _queues(module: Module, node: ast.expr) -> str:
    """How many queues the routes name, as far as they are written out."""
    inside = ast.walk(node) if isinstance(node, ast.Dict | ast.List | ast.Tuple) else ()
    named = {module.value(v) for each in inside if isinstance(each, ast.Dict) for k, v in _items(each) if k == "queue"}
    return "unclear" if UNCLEAR in named or not named else str(len(named))


def _items(node: ast.Dict) -> Iterator[tuple[object, ast.expr]]:
    for key, value in zip(node.keys, node.values, strict=True):
        yield (key.value if isinstance(key, ast.Constant) else None), value


def _store(module: Module, node: ast.expr) -> str:
    """The kind of a result store by the scheme of its address."""
    address = module.value(node)
    if not isinstance(address, str):
        return as_text(address)
    kind = addresses.scheme(address) or address
    known = {"db+": "database", "django-db": "database", "disabled": "none", "rpc": "rpc", "redis": "redis"}
    return next((what for start, what in known.items() if kind.startswith(start)), "other")
