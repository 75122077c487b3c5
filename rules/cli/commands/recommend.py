"""recommend: the verdict on some answers, with its reasons."""

from argparse import Namespace

from rules.cli import shape
from rules.cli.answers import read_input
from rules.cli.books import rulebook_at
from rules.cli.card import write_card
from rules.cli.output import paper, write_json
from rules.cli.parser import JSON, Parser, takes_answers, takes_app, takes_format, takes_rulebook
from rules.cli.sheet import Sheet
from rules.evaluate import recommend


def flags(parser: Parser) -> None:
    """Answers, a rulebook, a format and the app."""
    takes_answers(parser)
    takes_rulebook(parser)
    takes_format(parser)
    takes_app(parser)


def run(arguments: Namespace) -> int:
    """Recommend."""
    rulebook = rulebook_at(arguments.rulebook)
    it = recommend(read_input(arguments, rulebook), rulebook)
    if arguments.format == JSON:
        write_json(shape.recommendation(it, rulebook, arguments.app))
        return 0
    sheet = Sheet(it, rulebook, paper())
    write_card(sheet)
    sheet.sign(arguments.app)
    return 0
