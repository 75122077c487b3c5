"""Runs demos in the terminal, on the brokers at hand, and judges what they left.

python -m demos list
python -m demos run rabbitmq-routing --times 20 --backend local --evidence kept
python -m demos judge kept/*.json
python -m demos receipts --stale
python -m demos record --missing
"""

import argparse
import logging
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from backends.errors import BackendError
from demos.catalogue import catalogue
from demos.commands import judge, receipts, record, run
from demos.errors import DemoError


class Command(Protocol):
    """A module that does one thing. The first line of its docstring is its name and what it does."""

    def options(self, parser: argparse.ArgumentParser, /) -> None:
        """Say what can be asked."""

    def run(self, asked: argparse.Namespace, /) -> int:
        """Do it; give the exit code."""


COMMANDS: Mapping[str, Command] = {"run": run, "judge": judge, "receipts": receipts, "record": record}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked and give the exit code: 2 for wrong use, a file or a broker that cannot be had."""
    asked = _parser().parse_args(arguments)
    # A broker that dies is told in one sentence; pika would add a page.
    logging.getLogger("pika").setLevel(logging.CRITICAL)
    if asked.what == "list":
        print("\n".join(f"{each.id}: {each.title}" for each in catalogue()))
        return 0
    try:
        return COMMANDS[asked.what].run(asked)
    except (DemoError, BackendError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Cancelled; everything was put away.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demos", description="Run demos on real brokers, and judge them.")
    commands = parser.add_subparsers(dest="what", required=True)
    commands.add_parser("list", help="name the demos")
    for name, command in COMMANDS.items():
        command.options(commands.add_parser(name, help=(command.__doc__ or "").partition(": ")[2]))
    return parser


if __name__ == "__main__":
    sys.exit(main())
