"""One program as a syntax tree, and what its names stand for."""

import ast
import sys
import warnings
from collections.abc import Iterator, Mapping

from records.evidence.fact import Broken, Fact, Source
from records.evidence.python.values import Value, Values

MOST_NODES = 300_000
_VERSION = ".".join(map(str, sys.version_info[:2]))


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
        self._values = Values(self.dotted, _constants(self.tree))

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

    def value(self, node: ast.AST | None) -> Value:
        """The value of an expression, as far as it is written out. Of a joined text only its beginning."""
        return self._values.of(node)


def _parsed(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as problem:
        raise Broken(f"Python {_VERSION} cannot read it: {problem.msg}.", problem.lineno or 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise Broken(f"Python {_VERSION} cannot read it: it holds a null byte, or is nested too deep.") from None


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
