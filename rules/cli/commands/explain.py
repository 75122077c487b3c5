"""explain: how a verdict came about, in a sentence, on a screen, or down to each clause."""

from argparse import Namespace

from rules.cli import shape
from rules.cli.answers import read_input
from rules.cli.books import rulebook_at, whole
from rules.cli.card import write_card
from rules.cli.output import paper, write_json
from rules.cli.parser import JSON, Parser, takes_answers, takes_app, takes_format, takes_rulebook
from rules.cli.sentence import sentence
from rules.cli.sheet import Sheet
from rules.cli.waiting import waiting
from rules.cli.wording import say
from rules.evaluate import recommend

SENTENCE, SCREEN, EVERYTHING = DEPTHS = ("sentence", "screen", "everything")


def flags(parser: Parser) -> None:
    """Answers, a depth, a rulebook, a format and the app."""
    takes_answers(parser)
    parser.flags.add_argument("--depth", choices=DEPTHS, default=SCREEN, help=say("help.depth"))
    takes_rulebook(parser)
    takes_format(parser)
    takes_app(parser)


def run(arguments: Namespace) -> int:
    """Explain."""
    rulebook = rulebook_at(arguments.rulebook)
    it = recommend(read_input(arguments, rulebook), rulebook)
    sheet = Sheet(it, rulebook, paper(), cited=True, full=arguments.depth == EVERYTHING)
    if arguments.format == JSON:
        write_json(_data(sheet, arguments))
    elif arguments.depth == SENTENCE:
        sheet.paper.text(sentence(sheet))
    else:
        _write(sheet, arguments)
    return 0


def _data(sheet: Sheet, arguments: Namespace) -> shape.Data:
    data = shape.recommendation(sheet.it, sheet.rulebook, arguments.app) | {"sentence": sentence(sheet)}
    if arguments.depth == EVERYTHING:
        from rules.cli.everything_shape import trace

        data["trace"] = trace(sheet.it, sheet.rulebook, whole(sheet.rulebook), arguments.rulebook)
    return data


def _write(sheet: Sheet, arguments: Namespace) -> None:
    write_card(sheet)
    if arguments.depth == EVERYTHING:
        from rules.cli.everything import write_everything

        with waiting(say("help.waiting_atlas")):
            atlas = whole(sheet.rulebook)
        write_everything(sheet, atlas, arguments.rulebook)
    sheet.sign(arguments.app)
