"""diff: what a change of a rulebook does, counted exactly."""

from argparse import Namespace

from rules.cli.books import counting, rulebook_at
from rules.cli.clock import Clock
from rules.cli.difference import Compared, compared_data, write_compared
from rules.cli.exits import FINE
from rules.cli.output import paper, write_json
from rules.cli.parser import JSON, Parser, takes_format
from rules.cli.waiting import waiting
from rules.cli.wording import say
from rules.diff import diff


def flags(parser: Parser) -> None:
    """Two rulebooks and a format."""
    parser.flags.add_argument("old", metavar="OLD", help=say("help.old"))
    parser.flags.add_argument("new", metavar="NEW", nargs="?", help=say("help.new"))
    takes_format(parser)


def run(arguments: Namespace) -> int:
    """Compare."""
    with waiting(say("help.waiting_diff")):
        found = _compared(arguments.old, arguments.new)
    if arguments.format == JSON:
        write_json(compared_data(found))
    else:
        write_compared(found, paper())
    return FINE


def _compared(before: str, after: str | None) -> Compared:
    clock = Clock()
    with clock.of("load"):
        old, new = rulebook_at(before), rulebook_at(after)
    with clock.of("compare"), counting():
        return Compared(old, new, diff(old, new), clock)
