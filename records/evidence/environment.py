"""Reads `.env.example` and its like. A real `.env` is not read: it holds secrets."""

import re
from collections.abc import Iterator

from records.evidence import addresses
from records.evidence.fact import Fact, Source

_LINE = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*[\"']?([^#\"']*)")


def environment(source: Source) -> Iterator[Fact]:
    """What the variables of an example say."""
    for number, line in enumerate(source.text.splitlines(), 1):
        if found := _LINE.match(line):
            yield from addresses.variable(source, found[1], found[2].strip(), line=number)
