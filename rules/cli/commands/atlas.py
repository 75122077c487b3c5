"""atlas: how often every outcome comes out, over all answer sets, and what counting that took."""

from argparse import Namespace

from rules.cli.answers import read_input
from rules.cli.books import rulebook_at
from rules.cli.clock import Clock
from rules.cli.output import paper, write_json
from rules.cli.parser import JSON, Parser, takes_answers, takes_format, takes_rulebook
from rules.cli.survey import survey
from rules.cli.survey_shape import survey_data
from rules.cli.survey_text import write_survey
from rules.cli.waiting import waiting
from rules.cli.wording import say


def flags(parser: Parser) -> None:
    """Answers to look at a part only, a rulebook and a format."""
    takes_answers(parser)
    parser.flags.add_argument("--per-answer", action="store_true", help=say("help.per_answer"))
    takes_rulebook(parser)
    takes_format(parser)


def run(arguments: Namespace) -> int:
    """Count."""
    clock = Clock()
    with waiting(say("help.waiting_atlas")):
        with clock.of("load"):
            rulebook = rulebook_at(arguments.rulebook)
        found = survey(rulebook, read_input(arguments, rulebook), per_answer=arguments.per_answer, clock=clock)
    if arguments.format == JSON:
        write_json(survey_data(found))
    else:
        write_survey(found, paper())
    return 0
