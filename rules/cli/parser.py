"""Reads the words after a command. What is wrong with them is said in a sentence, and with a near miss."""

import argparse
import re
from collections.abc import Sequence
from textwrap import fill
from typing import NoReturn

from rules.cli.errors import Misuse
from rules.cli.links import APP
from rules.cli.paper import terminal_width
from rules.cli.wording import say
from rules.problems import did_you_mean, shown

PROGRAM = "python -m rules"
TEXT, JSON = "text", "json"


class Parser(argparse.ArgumentParser):
    """The words of one command."""

    def __init__(self, command: str) -> None:
        self.command = command
        about = fill(say(f"help.{command}_about"), terminal_width() - 2)
        examples = f"{say('help.examples')}\n{say(f'help.{command}_examples')}\n\n{say('help.exit_codes')}"
        super().__init__(
            prog=f"{PROGRAM} {command}",
            description=about,
            epilog=examples,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self.flags = self.add_argument_group(say("help.flags"))
        self.flags.add_argument("-h", "--help", action="help", help=say("help.help"))

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """The words as values.

        Raises:
            Misuse: if some of them cannot be used.
            SystemExit: after the help that was asked for.
        """
        found, left = self.parse_known_intermixed_args(list(words))
        if left:
            raise Misuse(say("problem.no_flag", name=shown(left[0]), hint=self._hint(left[0]), program=self.prog))
        return found

    def error(self, message: str) -> NoReturn:
        """What argparse has against the words, as one of our errors."""
        raise Misuse(say("problem.usage", message=_sentence(message), program=self.prog))

    def _hint(self, name: str) -> str:
        return did_you_mean(name.partition("=")[0], self._option_string_actions) if name.startswith("-") else ""


def takes_answers(parser: Parser) -> None:
    """Answers as pairs, from files, and from the standard input."""
    group = parser.add_argument_group(say("help.answers"))
    group.add_argument("answers", nargs="*", metavar="question=choice", help=say("help.pairs"))
    parser.flags.add_argument("--file", action="append", metavar="PATH", help=say("help.file"))


def takes_rulebook(parser: Parser) -> None:
    """Another rulebook than the shipped one."""
    parser.flags.add_argument("--rulebook", metavar="PATH", help=say("help.rulebook"))


def takes_format(parser: Parser) -> None:
    """Text for people or JSON for programs."""
    parser.flags.add_argument("--format", choices=[TEXT, JSON], default=TEXT, help=say("help.format"))
    parser.flags.add_argument("--json", dest="format", action="store_const", const=JSON, help=say("help.json"))


def takes_app(parser: Parser) -> None:
    """Where the app is, for links into it."""
    parser.flags.add_argument("--app", metavar="URL", default=APP, help=say("help.app", app=APP))


def _sentence(message: str) -> str:
    return re.sub(r"^argument ([^:]*): ", r"\1: ", message).rstrip(".")
