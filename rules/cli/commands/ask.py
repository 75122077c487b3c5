"""ask: the interview in a terminal, which stops when no answer can change the result any more."""

from argparse import Namespace

from rules.cli.answers import read_input
from rules.cli.books import rulebook_at, whole
from rules.cli.card import write_card
from rules.cli.dialogue import Dialogue
from rules.cli.exits import FINE, INTERRUPTED
from rules.cli.interview import Interview
from rules.cli.output import paper
from rules.cli.parser import Parser, takes_answers, takes_app, takes_rulebook
from rules.cli.sheet import Sheet
from rules.cli.waiting import waiting
from rules.cli.wording import say
from rules.evaluate import recommend


def flags(parser: Parser) -> None:
    """Answers that are known already, a rulebook and the app."""
    takes_answers(parser)
    takes_rulebook(parser)
    takes_app(parser)


def run(arguments: Namespace) -> int:
    """Ask, then tell the verdict. Ctrl-D ends like q; so does Ctrl-C, and the exit code says so."""
    rulebook = rulebook_at(arguments.rulebook)
    answers = read_input(arguments, rulebook)
    page = paper()
    with waiting(say("help.waiting_atlas")):
        dialogue = Dialogue(Interview(whole(rulebook), answers), page)
    code = _hold(dialogue)
    page.heading(dialogue.closing())
    page.line()
    sheet = Sheet(recommend(dialogue.interview.answers, rulebook), rulebook, page)
    write_card(sheet)
    sheet.sign(arguments.app)
    return code


def _hold(dialogue: Dialogue) -> int:
    try:
        dialogue.hold()
    except KeyboardInterrupt:
        return INTERRUPTED
    return FINE
