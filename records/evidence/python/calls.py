"""What programs do with tasks: start them, put them off, join them, wait for them, or ask later."""

import ast
from collections.abc import Iterator

from records.evidence.fact import Fact
from records.evidence.python.module import Module

_CANVAS = {f"{place}.{name}": name for place in ("celery", "celery.canvas") for name in ("chain", "chord")}
_STARTS = frozenset({"delay", "apply_async", "send_task"})
_AFTER_COMMIT = frozenset({"delay_on_commit", "apply_async_on_commit"})
_ASKS = frozenset({"state", "status", "ready", "successful", "failed", "info"})
_RUNNING = frozenset({"self", "celery.current_task"})
_EDITS = frozenset({"create", "get_or_create", "update_or_create", "bulk_create"})
_SCHEDULES = ("django_celery_beat.models.PeriodicTask.objects.", "PeriodicTask.objects.")


def calls(module: Module) -> Iterator[Fact]:
    """Every call in a module that says something."""
    asked = _results(module)
    for node in module.nodes:
        if isinstance(node, ast.Call):
            yield from _call(module, node)
        if isinstance(node, ast.Attribute) and node.attr in _ASKS and _is_result(module, node.value, asked):
            yield module.fact("call", "ask-for-state", at=node)


def _call(module: Module, node: ast.Call) -> Iterator[Fact]:
    name = module.dotted(node.func)
    if name in _CANVAS:
        yield module.fact("call", _CANVAS[name], at=node)
    if name.startswith(_SCHEDULES) and name.rpartition(".")[2] in _EDITS:
        yield module.fact("call", "edit-schedule", at=node)
    if isinstance(node.func, ast.Attribute):
        yield from _method(module, node, node.func)


def _method(module: Module, node: ast.Call, called: ast.Attribute) -> Iterator[Fact]:
    words = {word.arg for word in node.keywords}
    if called.attr in _STARTS:
        yield module.fact("call", "start", at=node)
    if called.attr == "apply_async" and words & {"countdown", "eta"}:
        yield module.fact("call", "put-off", at=node)
    if called.attr == "apply_async" and "time_limit" in words:
        yield module.fact("option", "time_limit", "unclear", at=node)
    if called.attr in _AFTER_COMMIT or (called.attr == "on_commit" and _starts_inside(node)):
        yield module.fact("call", "after-commit", at=node)
    if called.attr == "get" and _starts(called.value):
        yield module.fact("call", "wait-for-result", at=node)
    if called.attr == "update_state" and "state" in words and module.dotted(called.value) in _RUNNING:
        yield module.fact("call", "report-state", at=node)


def _starts(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _STARTS


def _starts_inside(node: ast.Call) -> bool:
    inside = [each for argument in node.args for each in ast.walk(argument)]
    return any(isinstance(each, ast.Attribute) and each.attr in _STARTS for each in inside)


def _results(module: Module) -> frozenset[str]:
    """Names that stand for a result which was looked up by its id."""
    return frozenset(
        target.id
        for node in module.nodes
        if isinstance(node, ast.Assign) and _looks_up(module, node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    )


def _is_result(module: Module, node: ast.expr, names: frozenset[str]) -> bool:
    return (isinstance(node, ast.Name) and node.id in names) or _looks_up(module, node)


def _looks_up(module: Module, node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and module.dotted(node.func).rpartition(".")[2] == "AsyncResult"
