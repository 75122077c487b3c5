"""YAML as nodes that remember their lines. Anchors and merge keys are followed, tags are ignored, nothing is built."""

from collections.abc import Iterator, Mapping

import yaml

from records.evidence.fact import Broken

MOST_DEPTH = 40
MOST_EVENTS = 100_000
_MOST_MERGES = 8
_OPENS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSES = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def root(text: str) -> yaml.Node | None:
    """The node of the only document; None if the file is empty.

    Raises:
        Broken: it is no YAML, has several documents, or is deeper or longer than anybody writes.
    """
    try:
        _check(text)
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        line = min(mark.line, text.rstrip("\n").count("\n")) + 1 if mark else 1
        raise Broken(f"It is not valid YAML: {problem.problem}.", line) from None
    except yaml.YAMLError:
        raise Broken("It is not valid YAML: it has a character that no YAML has.") from None


def _check(text: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        depth += isinstance(event, _OPENS) - isinstance(event, _CLOSES)
        if depth > MOST_DEPTH or count > MOST_EVENTS:
            mark = event.start_mark
            raise Broken("It is nested deeper, or is longer, than is read.", mark.line + 1 if mark else 1)


def entries(node: yaml.Node | None, merges: int = 0) -> Mapping[str, yaml.Node]:
    """Key to value of a mapping, with what it merges; nothing for any other node."""
    if not isinstance(node, yaml.MappingNode) or merges > _MOST_MERGES:
        return {}
    own = {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    merged: dict[str, yaml.Node] = {}
    for each in reversed(_several(own.pop("<<", None))):
        merged |= entries(each, merges + 1)
    return merged | own


def texts(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """A text, or the texts of a list, each with its line."""
    for each in _several(node):
        if isinstance(each, yaml.ScalarNode):
            yield each.value, each.start_mark.line + 1


def _several(node: yaml.Node | None) -> list[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [] if node is None else [node]
