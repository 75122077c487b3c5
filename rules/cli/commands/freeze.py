"""freeze: keep the shipped rulebook under its version, and write its schema."""

from argparse import Namespace

from rules.cli.errors import Misuse
from rules.cli.exits import FINE
from rules.cli.output import paper
from rules.cli.parser import Parser
from rules.cli.wording import say
from rules.history import FROZEN, Released, freeze
from rules.schema import FILE, FOLDER, write_schemas
from rules.shipped import shipped_rulebook


def flags(parser: Parser) -> None:
    """Nothing."""


def run(_arguments: Namespace) -> int:
    """Keep it."""
    try:
        kept = freeze(shipped_rulebook(), FROZEN)
    except Released as error:
        raise Misuse(str(error)) from error
    write_schemas(FILE, FOLDER)
    paper().line(say("help.frozen", version=kept.version, digest=kept.digest))
    return FINE
