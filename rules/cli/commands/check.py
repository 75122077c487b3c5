"""check: every gate that a rulebook must pass, with answers that show each failure."""

from argparse import Namespace

from rules.atlas import Atlas
from rules.audit import Audit, audit
from rules.audit.shown import receipts_for
from rules.cli.books import BadRulebook, counting, rulebook_at, whole
from rules.cli.checked import Checked, checked_data, refused_data, write_checked
from rules.cli.clock import Clock
from rules.cli.errors import Misuse
from rules.cli.exits import FINE, GATE_FAILED, WRONG_USE
from rules.cli.output import paper, write_json
from rules.cli.parser import JSON, Parser, takes_app, takes_format, takes_rulebook
from rules.cli.waiting import waiting
from rules.cli.wording import say
from rules.model import Rulebook
from rules.problems import shown


def flags(parser: Parser) -> None:
    """A rulebook, a format and the app."""
    parser.flags.add_argument("path", nargs="?", metavar="PATH", help=say("help.path"))
    takes_rulebook(parser)
    takes_format(parser)
    takes_app(parser)


def run(arguments: Namespace) -> int:
    """Check."""
    name = _name(arguments)
    try:
        with waiting(say("help.waiting_gates")):
            found = _checked(name, arguments.app)
    except BadRulebook as bad:
        if arguments.format != JSON:
            raise
        write_json(refused_data(bad))
        return WRONG_USE
    if arguments.format == JSON:
        write_json(checked_data(found))
    else:
        write_checked(found, paper())
    return FINE if found.audit.passed else GATE_FAILED


def _name(arguments: Namespace) -> str | None:
    if arguments.path and arguments.rulebook:
        names = {"one": shown(arguments.path), "other": shown(arguments.rulebook)}
        raise Misuse(say("problem.two_rulebooks", **names))
    name: str | None = arguments.path or arguments.rulebook
    return name


def _checked(name: str | None, app: str) -> Checked:
    clock = Clock()
    with clock.of("load"):
        rulebook = rulebook_at(name)
    with clock.of("atlas"):
        atlas = whole(rulebook)
    with clock.of("gates"):
        found = _audit(rulebook, atlas)
    return Checked(rulebook, found, name, app, clock)


def _audit(rulebook: Rulebook, atlas: Atlas) -> Audit:
    with counting():
        return audit(rulebook, atlas, receipts=receipts_for(rulebook))
