"""python -m rules.teeth: make the generated cases anew, show those to be read, note that they were read, or report."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from rules.shipped import shipped_rulebook
from rules.teeth.generated import regenerate
from rules.teeth.report import reading, report
from rules.teeth.reviews import confirm, unconfirmed


def main(words: Sequence[str]) -> int:
    """Do what the words say. 1 if there are cases to be read."""
    parser = argparse.ArgumentParser(prog="python -m rules.teeth", description=__doc__)
    parser.add_argument("what", nargs="?", default="generate", choices=["generate", "review", "confirm", "report"])
    parser.add_argument("--by", help="who has read the cases (confirm)")
    parser.add_argument("--how", help="how they were read (confirm)", default="read against the sources")
    given = parser.parse_args(words)
    if given.what == "confirm" and not given.by:
        parser.error("Say who has read the cases: --by NAME.")
    return {"generate": _generate, "review": _review, "confirm": _confirm, "report": _report}[given.what](given)


def _generate(_: argparse.Namespace) -> int:
    made = regenerate()
    left = len(unconfirmed())
    print(f"{len(made.clauses)} cases for the clauses, {len(made.boundaries)} for mistakes that others let pass.")
    print(f"{left} of them must be read: python -m rules.teeth review" if left else "All of them were read.")
    return 1 if left else 0


def _review(_: argparse.Namespace) -> int:
    left = unconfirmed()
    print(reading(shipped_rulebook(), left) or "All generated cases were read.")
    return 1 if left else 0


def _confirm(given: argparse.Namespace) -> int:
    noted = confirm(by=given.by, on=datetime.now(UTC).date().isoformat(), how=given.how)
    print(f"{len(noted.cases)} cases noted as {noted.how} by {noted.by}.")
    return 0


def _report(_: argparse.Namespace) -> int:
    print(report())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
