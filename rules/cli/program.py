"""The program behind `python -m rules`: chooses the command, and turns whatever ends it into an exit code."""

import io
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from rules.cli.errors import Misuse
from rules.cli.exits import FINE, INTERRUPTED, READER_GONE, WRONG_USE
from rules.cli.output import give_up, out, paper
from rules.cli.paper import Paper
from rules.cli.parser import Parser
from rules.cli.wording import say
from rules.problems import did_you_mean, shown
from rules.shipped import shipped_rulebook

COMMANDS = ("recommend", "explain", "ask", "check", "diff", "atlas", "schema", "freeze")
HELP = ("-h", "--help", "help")


class Command(Protocol):
    """A module of `rules.cli.commands`."""

    def flags(self, parser: Parser) -> None:
        """Say what the command takes."""

    def run(self, arguments: Namespace) -> int:
        """Do it, and return the exit code."""


def main(words: Sequence[str]) -> int:
    """Run one command line. Returns its exit code: see `exits`."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.reconfigure(errors="backslashreplace")
    try:
        return _run_and_flush(words)
    except Misuse as error:
        return _complain(str(error))
    except BrokenPipeError:
        give_up()
        return READER_GONE
    except OSError as error:
        give_up()
        return _complain(say("problem.cannot_write", reason=error.strerror))
    except KeyboardInterrupt:
        return _complain(say("problem.stopped"), INTERRUPTED)


def _run_and_flush(words: Sequence[str]) -> int:
    try:
        code = _run(words)
    except SystemExit:  # argparse has shown its help
        code = FINE
    out().flush()
    return code


def _run(words: Sequence[str]) -> int:
    name, *rest = words or [""]
    if name in HELP and rest:
        name, rest = rest[0], ["--help"]
    if not name or name in HELP:
        _overview()
        return FINE if name else WRONG_USE
    if name == "--version":
        rulebook = shipped_rulebook()
        paper().line(say("verdict.made_by", version=rulebook.version, digest=rulebook.digest))
        return FINE
    command, parser = _command(name), Parser(name)
    command.flags(parser)
    return command.run(parser.read(rest))


def _command(name: str) -> Command:
    if name not in COMMANDS:
        raise Misuse(say("problem.no_command", name=shown(name), hint=did_you_mean(name, COMMANDS)))
    return cast(Command, import_module(f"rules.cli.commands.{name}"))


def _overview() -> None:
    page = paper()
    page.text(say("help.about"))
    page.heading(say("help.commands"))
    width = max(map(len, COMMANDS)) + 2
    for name in COMMANDS:
        page.text(say(f"help.{name}"), indent=2, first=f"{name:<{width}}")
    page.line()
    page.text(say("help.more"))
    page.line(f"\n{say('help.examples')}\n{say('help.overview_examples')}\n\n{say('help.exit_codes')}")


def _complain(says: str, code: int = WRONG_USE) -> int:
    page = Paper(sys.stderr or io.StringIO())
    for line in says.splitlines():
        page.text(line.strip(), indent=2 if line.startswith(" ") else 0)
    return code
