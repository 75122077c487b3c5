"""Celery's tasks: how they are written, and what their options say about retries, results and limits."""

import ast
from collections.abc import Iterator

from records.evidence.fact import Fact
from records.evidence.python.module import Module
from records.evidence.python.values import as_text

_COMPUTING = frozenset({"torch", "tensorflow", "jax", "cupy"})
_OPTIONS = frozenset({"acks_late", "autoretry_for", "ignore_result", "retry_backoff", "time_limit", "max_retries"})
_TASK_CLASSES = frozenset({"celery.Task", "celery.app.task.Task"})
_COROUTINES = frozenset({"aio_pika", "arq", "taskiq", "taskiq_aio_pika", "faststream"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def tasks(module: Module) -> Iterator[Fact]:
    """Every task of Celery in a module, with its options, and how other handlers of messages are written."""
    celery_names = _apps(module)
    for node in module.nodes:
        if isinstance(node, Function):
            yield from _function(module, node, celery_names)
        if isinstance(node, ast.ClassDef):
            yield from _class(module, node)


def _apps(module: Module) -> frozenset[str]:
    """Names that stand for an application of Celery."""
    made = {
        target.id
        for node in module.nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name) and module.dotted(node.value.func) in ("celery.Celery", "celery.app.Celery")
    }
    return frozenset(made | {name for name, stands_for in module.names.items() if "celery" in stands_for.lower()})


def _function(module: Module, node: Function, apps: frozenset[str]) -> Iterator[Fact]:
    decorators = [each for each in node.decorator_list if _makes_task(module, each, apps)]
    if decorators:
        yield module.fact("task", _written(module, node), at=node)
        yield from _retries(module, node)
    elif isinstance(node, ast.AsyncFunctionDef) and module.packages & _COROUTINES:
        yield module.fact("handler", "coroutine", at=node)
    for each in decorators:
        if isinstance(each, ast.Call):
            yield from (fact for word in each.keywords for fact in _option(module, word.arg, word.value))


def _makes_task(module: Module, decorator: ast.expr, apps: frozenset[str]) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    if module.dotted(called) in ("celery.shared_task", "celery.task", "celery.decorators.task"):
        return True
    if not (isinstance(called, ast.Attribute) and called.attr == "task" and isinstance(called.value, ast.Name)):
        return False
    return called.value.id in apps or "celery" in called.value.id.lower()


def _written(module: Module, node: Function) -> str:
    if module.packages & _COMPUTING:
        return "computation"
    return "coroutine" if isinstance(node, ast.AsyncFunctionDef) else "function"


def _option(module: Module, name: str | None, node: ast.expr) -> Iterator[Fact]:
    if name == "autoretry_for":
        some = isinstance(node, ast.Tuple | ast.List) and bool(node.elts)
        yield module.fact("option", name, "some" if some else "unclear", at=node)
    elif name == "retry_backoff":
        yield module.fact("option", name, _switch(module, node), at=node)
    elif name in _OPTIONS:
        yield module.fact("option", str(name), as_text(module.value(node)), at=node)


def _switch(module: Module, node: ast.expr) -> str:
    """A number of seconds means on, too."""
    value = module.value(node)
    return as_text(bool(value)) if isinstance(value, int | float) else as_text(value)


def _class(module: Module, node: ast.ClassDef) -> Iterator[Fact]:
    bases = {module.dotted(base) for base in node.bases}
    if "win32serviceutil.ServiceFramework" in bases:
        yield module.fact("class", "windows-service", at=node)
    if bases & _TASK_CLASSES:
        for each in node.body:
            if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
                yield from _option(module, each.targets[0].id, each.value)


def _retries(module: Module, task: Function) -> Iterator[Fact]:
    """Retries that the task asks for itself: with a fixed wait, or with one that it computes."""
    for node in ast.walk(task):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "retry"):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id in ("self", task.name):
            waits = [word.value for word in node.keywords if word.arg in ("countdown", "eta", None)]
            fixed = all(isinstance(each, ast.Constant) for each in waits)
            yield module.fact("retry", "fixed" if fixed else "computed", at=node)
