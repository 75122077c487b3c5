"""schema: the JSON Schema of a rulebook, for editors."""

from argparse import Namespace

from rules.cli.exits import FINE
from rules.cli.output import write_json
from rules.cli.parser import Parser
from rules.schema import schema


def flags(parser: Parser) -> None:
    """Nothing."""


def run(_arguments: Namespace) -> int:
    """Print it."""
    write_json(schema())
    return FINE
