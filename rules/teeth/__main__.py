"""python -m rules.teeth: make the generated cases anew, show those to be read, note that they were read, or report."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rules.load import load_rulebook
from rules.problems import RulebookError
from rules.shipped import SHIPPED
from rules.teeth.generated import committed, regenerate
from rules.teeth.mcdc import Undecided
from rules.teeth.report import reading, report
from rules.teeth.reviews import confirm, unread


def main(words: Sequence[str]) -> int:
    """Do what the words say. 1: cases must be read, or mistakes are not caught. 2: it cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m rules.teeth", description=__doc__)
    parser.add_argument("what", nargs="?", default="generate", choices=list(COMMANDS))
    parser.add_argument("--rulebook", type=Path, default=SHIPPED, metavar="FOLDER", help="another rulebook")
    parser.add_argument("--by", help="who has read the cases (confirm)")
    parser.add_argument("--how", help="how they were read (confirm)", default="read against the sources")
    parser.add_argument("--again", action="store_true", help="read all cases anew, also those that were read before")
    given = parser.parse_args(words)
    if given.what == "confirm" and not given.by:
        parser.error("Say who has read the cases: --by NAME.")
    try:
        return COMMANDS[given.what](given)
    except (RulebookError, Undecided) as error:
        print(error, file=sys.stderr)
        return 2


def _generate(given: argparse.Namespace) -> int:
    made = regenerate(given.rulebook)
    left = len(unread(given.rulebook))
    print(f"{len(made.clauses)} cases for the clauses, {len(made.boundaries)} for mistakes that others let pass.")
    print(f"{left} of them must be read: python -m rules.teeth review" if left else "All of them were read.")
    return 1 if left else 0


def _review(given: argparse.Namespace) -> int:
    left = committed(given.rulebook) if given.again else unread(given.rulebook)
    print(reading(load_rulebook(given.rulebook), left) or "All generated cases were read.")
    return 1 if left else 0


def _confirm(given: argparse.Namespace) -> int:
    today = datetime.now(UTC).date().isoformat()
    noted = confirm(by=given.by, day=today, how=given.how, folder=given.rulebook, again=given.again)
    print(f"{len(noted.cases)} cases: {noted.how}, by {noted.by}.")
    return 0


def _report(given: argparse.Namespace) -> int:
    found = report(load_rulebook(given.rulebook))
    print(found.text)
    return 0 if found.whole else 1


COMMANDS = {"generate": _generate, "review": _review, "confirm": _confirm, "report": _report}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
