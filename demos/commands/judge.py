"""judge: count the events of evidence files anew, in two ways that know nothing of each other."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from demos.errors import DemoError, EvidenceDamaged
from demos.evidence import Evidence
from demos.evidence_file import read
from demos.second_opinion import Opinion, second_opinion

AGREED, UNSAFE, UNREADABLE, DAMAGED, DIFFERENT = range(5)

HELP = """\
Reads evidence files (from `run --evidence`, from the app, a shipped recording, or the journal of a run that was cut
off), tells damaged ones with the place, and counts what became of every message in two ways: as the app does, and with
demos/independent.py, which imports nothing of Queuewise.

exit codes, the worst of all files:
  0    both counts and the file agree, and nothing is lost or unexpected where the demo claims safety
  1    they agree, and something is lost or unexpected there
  2    wrong use, or a file that is no evidence
  3    evidence damaged
  4    the counts, or the file and the counts, differ
"""


def options(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.description, parser.formatter_class = HELP, argparse.RawDescriptionHelpFormatter
    parser.add_argument("file", nargs="+", type=Path, help="an evidence file, packed or not, or a journal")


def run(asked: argparse.Namespace) -> int:
    """Judge every file; give the worst of their exit codes."""
    return max(_judge(path) for path in asked.file)


def _judge(path: Path) -> int:
    try:
        evidence = read(path.read_bytes())
    except (DemoError, OSError) as problem:
        print(f"{path}: {problem}", file=sys.stderr)
        return DAMAGED if isinstance(problem, EvidenceDamaged) else UNREADABLE
    opinion = second_opinion(evidence)
    print("\n".join(_told(path, evidence, opinion)))
    if opinion.differences:
        return DIFFERENT
    return AGREED if opinion.valid else UNSAFE


def _told(path: Path, evidence: Evidence, opinion: Opinion) -> Iterator[str]:
    yield f"{path}: {evidence.demo}, {evidence.day}, seed {evidence.seed}, {evidence.status}"
    yield f"  {'':<12}{'Queuewise':>12}{'independent':>14}"
    for name, number in opinion.ours.items():
        shown = (number, opinion.theirs[name]) if name != "valid" else map(_yes, (number, opinion.theirs[name]))
        yield "  {:<12}{:>12}{:>14}".format(name, *shown)
    if evidence.may_lose:
        yield f"  may lose in: {', '.join(sorted(evidence.may_lose))}"
    yield _again(evidence, opinion)
    yield from (f"  DIFFERENT {each}" for each in opinion.differences)
    if not opinion.differences:
        yield "  Both judges and the file agree."


def _yes(number: int) -> str:
    return "yes" if number else "no"


def _again(evidence: Evidence, opinion: Opinion) -> str:
    if opinion.again:
        return f"  The demo's own judge says again: {opinion.again.verdict}"
    if evidence.judgement is None:
        return "  The run did not come to a judgement."
    return "  The demo has other code now, so its claim was not judged again."
