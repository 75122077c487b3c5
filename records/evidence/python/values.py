"""The values that are written out in a program. What only a running program would know is unclear."""

import ast
from collections.abc import Callable, Mapping
from enum import Enum

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


class Values:
    """Computes what expressions stand for, with the names of one program."""

    def __init__(self, dotted: Callable[[ast.AST], str], constants: Mapping[str, ast.expr]) -> None:
        self._dotted = dotted
        self._constants = constants

    def of(self, node: ast.AST | None, steps: int = 0) -> Value:
        """The value of an expression, as far as it is written out. Of a joined text only its beginning."""
        if node is None or steps > _MOST_STEPS:
            return UNCLEAR
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str | int | float | bool | None) else UNCLEAR
        if isinstance(node, ast.Name):
            return self.of(self._constants.get(node.id), steps + 1)
        if isinstance(node, ast.JoinedStr):
            return self.of(node.values[0], steps + 1) if node.values else ""
        if isinstance(node, ast.BoolOp | ast.BinOp | ast.UnaryOp):
            return self._computed(node, steps + 1)
        return self._called(node, steps + 1) if isinstance(node, ast.Call) else UNCLEAR

    def _computed(self, node: ast.BoolOp | ast.BinOp | ast.UnaryOp, steps: int) -> Value:
        if isinstance(node, ast.BoolOp):
            last = self.of(node.values[-1], steps)
            first = self.of(node.values[0], steps)
            return last if isinstance(node.op, ast.Or) and (first is UNCLEAR or not first) else UNCLEAR
        if isinstance(node, ast.UnaryOp):
            one = self.of(node.operand, steps)
            return -one if isinstance(node.op, ast.USub) and isinstance(one, int | float) else UNCLEAR
        return _joined(node.op, self.of(node.left, steps), self.of(node.right, steps))

    def _called(self, node: ast.Call, steps: int) -> Value:
        name = self._dotted(node.func)
        if name.rpartition(".")[2] == "timedelta":
            return self._seconds(node, steps)
        if name in _CASTS and node.args:
            return self.of(node.args[0], steps)
        if name in _LOOKUPS or name.partition(".")[0] in ("env", "decouple", "environ"):
            given = [word.value for word in node.keywords if word.arg == "default"]
            return self.of(next(iter([*node.args[1:2], *given]), None), steps)
        return UNCLEAR

    def _seconds(self, node: ast.Call, steps: int) -> Value:
        units = {"days": 86400, "hours": 3600, "minutes": 60, "seconds": 1, "weeks": 604800}
        total = 0.0
        for unit, each in [*zip(units, node.args[:1], strict=False), *((k.arg or "", k.value) for k in node.keywords)]:
            amount = self.of(each, steps)
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
