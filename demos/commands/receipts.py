"""receipts: perform every demo many times and write what each has shown."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from demos.catalogue import catalogue, demo
from demos.commands import brokers
from demos.demo import Demo
from demos.receipts import needed, receipt_of
from demos.run import Snapshot
from demos.series import Series
from rules.receipt import ENOUGH, RECEIPTS, readable, write_receipt

HELP = f"""\
Performs each demo {ENOUGH} times and writes one small file for each: how often its claim was shown, refuted or void, on
which brokers and libraries, how long it took, with which seeds. How far it has come goes to the standard error. Ctrl-C
keeps the receipts of the demos that are finished.

exit codes:
  0    every run showed its claim
  1    some did not, or a demo could not be run here
  2    wrong use
  130  stopped with Ctrl-C
"""


def options(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.description, parser.formatter_class = HELP, argparse.RawDescriptionHelpFormatter
    parser.add_argument("id", nargs="*", help="the demos, as `list` names them; without, all")
    parser.add_argument("--times", type=_positive, default=ENOUGH, help=f"how often each; {ENOUGH} unless told")
    parser.add_argument("--jobs", type=_positive, default=1, help="how many at the same time; 1 unless told")
    parser.add_argument("--stale", action="store_true", help="only demos whose receipt is missing, old or not complete")
    parser.add_argument(
        "--folder", type=Path, default=RECEIPTS, help="where to write them; unless told, beside the rules"
    )
    brokers.option(parser)


def run(asked: argparse.Namespace) -> int:
    """Perform and write; give 0 if every claim was shown every time."""
    chosen = [demo(id_) for id_ in asked.id] if asked.id else list(catalogue())
    if asked.stale:
        chosen = list(needed(chosen, readable(asked.folder)))
    asked.folder.mkdir(parents=True, exist_ok=True)
    complete: set[str] = set()

    def finished(what: Demo, shots: Sequence[Snapshot]) -> None:
        receipt = receipt_of(what, shots, day=datetime.now(UTC).date())
        (asked.folder / f"{what.id}.json").write_text(write_receipt(receipt), encoding="utf-8")
        print(f"{what.id}: shown {receipt.shown} of {receipt.times}, {receipt.median:.1f} s", flush=True)
        if receipt.shown == receipt.times:
            complete.add(what.id)

    def told(what: Demo, number: int, shot: Snapshot) -> None:
        print(f"{what.id} {number} of {asked.times}: {_outcome(shot)}", file=sys.stderr, flush=True)

    with brokers.brokers(asked.backend) as warm:
        Series(chosen, times=asked.times, opener=warm.space, told=told, finished=finished).perform(asked.jobs)
    return 0 if complete == {each.id for each in chosen} else 1


def _outcome(shot: Snapshot) -> str:
    failed = [check for check in shot.judgement.checks if not check.holds] if shot.judgement else []
    told = [str(shot.status), f"{sum(shot.seconds.values()):.1f} s", *filter(None, [shot.problem])]
    told += (f"{check.id}: expected {check.expected}, counted {check.counted}" for check in failed)
    return ", ".join([*told, f"seed {shot.seed}"] if failed or shot.problem else told)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("1 or more was expected")
    return number
