"""Keeps text text: whatever people or rulebooks wrote has no meaning in Markdown or Mermaid."""

import re
import unicodedata

_MARKED = re.compile(r"([\\`*_{}\[\]<>|~$&#!()])")
_CALLING = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where GitHub and its like call people, cite issues and make links, escaped or not."""
_NOTHING = "\N{WORD JOINER}"
_SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_STARTS = re.compile(r"^(?=[-+=>]|\d+[.)](?:\s|$))")
"""What begins a list, a heading's underline or a quotation at the start of a line."""


def visible(value: object) -> str:
    """`value` in one line; what would turn the text around, or cannot be written, becomes a replacement character."""
    line = " ".join(str(value).split())
    if line.isprintable():  # nothing strange is, and almost everything is
        return line
    return "".join(_SUBSTITUTE if _is_strange(character) else character for character in line)


class Written(str):
    """Text that is Markdown of ours already."""

    __slots__ = ()


def markdown(value: object) -> str:
    """`value` in one line, with everything that Markdown would act on taken literally; `Written` stays as it is."""
    if isinstance(value, Written):
        return value
    return _STARTS.sub(_NOTHING, _MARKED.sub(r"\\\1", _CALLING.sub(_NOTHING, visible(value))))


def yaml_text(value: object) -> Written:
    """`value` as a quoted YAML scalar in one line, for the head of a Markdown file."""
    return Written('"' + visible(value).replace("\\", "\\\\").replace('"', '\\"') + '"')


def mermaid(value: object) -> Written:
    """`value` as the text of a node: entities for all that Mermaid or HTML would act on."""
    return Written("".join(c if c.isalnum() or c in " ,.'-" else f"#{ord(c)};" for c in visible(value)))


def address(value: object) -> Written:
    """An address of ours as a link; it has no character that ends one."""
    return Written(f"<{value}>")


def _is_strange(character: str) -> bool:
    # Joiners stay: names in Persian or Hindi need them.
    return unicodedata.category(character) in ("Cc", "Cs", "Cn") or unicodedata.bidirectional(character) in _TURNING
