"""One program as a syntax tree: what its names stand for, and the values that are written out in it."""

import ast
import warnings
from collections.abc import Iterator, Mapping
from enum import Enum

from records.evidence.fact import Broken, Fact, Source

MOST_NODES = 300_000
_LARGEST = 10**15
_MOST_STEPS = 8
_LOOKUPS = frozenset({"os.getenv", "os.environ.get", "environ.get", "getenv", "env", "config", "environ.Env"})
"""What gives the value of a variable, or else the default that is written there."""
_CASTS = frozenset({"int", "str", "bool", "float"})


class _Unclear(Enum):
    UNCLEAR = "unclear"


UNCLEAR = _Unclear.UNCLEAR
"""A value that only a running program would know."""

Value = str | int | float | bool | None | _Unclear


class Module:
    """A parsed program.

    Raises:
        Broken: it is no Python that this interpreter reads.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tree = _parsed(source.text)
        self.nodes = tuple(_walked(self.tree))
        self.names = dict(_imported(self.nodes))
        self._constants = _constants(self.tree)

    @property
    def packages(self) -> frozenset[str]:
        """The packages that it imports from."""
        return frozenset(name.partition(".")[0] for name in self.names.values())

    def fact(self, kind: str, name: str, value: str = "", *, at: ast.expr | ast.stmt | ast.keyword) -> Fact:
        """A fact that stands in it."""
        return self.source.fact(kind, name, value, line=at.lineno)

    def dotted(self, node: ast.AST) -> str:
        """`celery.chord` for what was imported as `chord`; "" for what is no dotted name."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self.names.get(node.id, node.id), *reversed(parts)])

    def value(self, node: ast.AST | None, steps: int = 0) -> Value:
        """The value of an expression, as far as it is written out. Of a joined text only its beginning."""
        if node is None or steps > _MOST_STEPS:
            return UNCLEAR
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str | int | float | bool | None) else UNCLEAR
        if isinstance(node, ast.Name):
            return self.value(self._constants.get(node.id), steps + 1)
        if isinstance(node, ast.JoinedStr):
            return self.value(node.values[0], steps + 1) if node.values else ""
        if isinstance(node, ast.BoolOp | ast.BinOp | ast.UnaryOp):
            return self._computed(node, steps + 1)
        return self._called(node, steps + 1) if isinstance(node, ast.Call) else UNCLEAR

    def _computed(self, node: ast.BoolOp | ast.BinOp | ast.UnaryOp, steps: int) -> Value:
        if isinstance(node, ast.BoolOp):
            last = self.value(node.values[-1], steps)
            first = self.value(node.values[0], steps)
            return last if isinstance(node.op, ast.Or) and (first is UNCLEAR or not first) else UNCLEAR
        if isinstance(node, ast.UnaryOp):
            one = self.value(node.operand, steps)
            return -one if isinstance(node.op, ast.USub) and isinstance(one, int | float) else UNCLEAR
        return _joined(node.op, self.value(node.left, steps), self.value(node.right, steps))

    def _called(self, node: ast.Call, steps: int) -> Value:
        name = self.dotted(node.func)
        if name.rpartition(".")[2] == "timedelta":
            return self._seconds(node, steps)
        if name in _CASTS and node.args:
            return self.value(node.args[0], steps)
        if name in _LOOKUPS or name.partition(".")[0] in ("env", "decouple", "environ"):
            given = [word.value for word in node.keywords if word.arg == "default"]
            return self.value(next(iter([*node.args[1:2], *given]), None), steps)
        return UNCLEAR

    def _seconds(self, node: ast.Call, steps: int) -> Value:
        units = {"days": 86400, "hours": 3600, "minutes": 60, "seconds": 1, "weeks": 604800}
        total = 0.0
        for unit, each in [*zip(units, node.args[:1], strict=False), *((k.arg or "", k.value) for k in node.keywords)]:
            amount = self.value(each, steps)
            if unit not in units or not isinstance(amount, int | float):
                return UNCLEAR
            total += amount * units[unit]
        return total


def _joined(op: ast.operator, left: Value, right: Value) -> Value:
    if isinstance(left, str):
        return left if isinstance(op, ast.Add | ast.Mod) else UNCLEAR
    if isinstance(left, _Unclear | None) or isinstance(right, str | _Unclear | None):
        return UNCLEAR
    if max(abs(left), abs(right)) > _LARGEST:
        return UNCLEAR
    if isinstance(op, ast.Mult):
        return left * right
    return left + right if isinstance(op, ast.Add) else UNCLEAR


def as_text(value: Value) -> str:
    """A value as the signs name it: `true`, `none`, `unclear`, a number, a text."""
    if isinstance(value, _Unclear):
        return value.value
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _parsed(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as problem:
        raise Broken("It is no Python that can be read.", problem.lineno or 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise Broken("It is no Python that can be read: it holds a null byte, or is nested too deep.") from None


def _walked(tree: ast.Module) -> Iterator[ast.AST]:
    for count, node in enumerate(ast.walk(tree)):
        if count > MOST_NODES:
            raise Broken("It is longer than is read.")
        yield node


def _imported(nodes: tuple[ast.AST, ...]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (
                (n.asname or n.name.partition(".")[0], n.name if n.asname else n.name.partition(".")[0])
                for n in node.names
            )
        if isinstance(node, ast.ImportFrom):
            yield from ((n.asname or n.name, f"{node.module or ''}.{n.name}".strip(".")) for n in node.names)


def _constants(tree: ast.Module) -> Mapping[str, ast.expr]:
    """Names of the module that are assigned once, and what to."""
    found: dict[str, ast.expr] = {}
    twice: set[str] = set()
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if isinstance(target, ast.Name) and isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
                twice |= {target.id} & found.keys()
                found[target.id] = node.value
    return {name: value for name, value in found.items() if name not in twice}
