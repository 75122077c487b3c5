"""run: perform a demo and print the judged claim."""

import argparse
from collections import Counter
from collections.abc import Iterator
from os.path import relpath
from pathlib import Path

from demos.catalogue import checked, demo
from demos.commands import brokers
from demos.demo import Demo
from demos.evidence_file import written
from demos.ledger import Ledger
from demos.predictions import sealed
from demos.recording import RECORDINGS
from demos.run import Run, Snapshot, Status


def options(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("id", help="the demo, as `list` names it")
    parser.add_argument("--times", type=int, default=1, help="how often, one after the other")
    brokers.option(parser)
    parser.add_argument("--seed", type=int, help="the same workload again")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER", help="change a parameter")
    parser.add_argument(
        "--predict",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="seal a guess; it is told beside the count",
    )
    parser.add_argument(
        "--evidence", type=Path, metavar="FOLDER", help="keep a file of each run there, for `judge` and for others"
    )


def run(asked: argparse.Namespace) -> int:
    """Perform; give 0 if every run showed its claim."""
    what = demo(asked.id)
    parameters, guesses = checked(what, _pairs(asked.set)), dict(sealed(what, _pairs(asked.predict)).guesses)
    outcomes: Counter[Status] = Counter()
    with brokers.brokers(asked.backend) as warm:
        for number in range(asked.times):
            journal = _new_file(asked.evidence, what, number + 1)
            run = Run(what, parameters, warm.space, seed=asked.seed, predictions=guesses, journal=journal)
            brokers.perform(run)
            shot = run.snapshot()
            outcomes[shot.status] += 1
            print("\n".join(_full(what, shot) if not number or shot.status is not Status.SHOWN else [_short(shot)]))
            if journal:
                print(f"  evidence in {_kept(run, journal)}")
    print(", ".join(f"{status} {times} of {asked.times}" for status, times in outcomes.items()))
    return 0 if outcomes[Status.SHOWN] == asked.times else 1


def _pairs(asked: list[str]) -> dict[str, str]:
    return dict(each.partition("=")[::2] for each in asked)


def _new_file(folder: Path | None, what: Demo, first: int) -> Path | None:
    """Give a file for the journal that does not exist yet: other runs may have left theirs."""
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    taken = {path.stem for path in folder.iterdir()}
    number = next(n for n in range(first, first + len(taken) + 1) if f"{what.id}-{n}" not in taken)
    return folder / f"{what.id}-{number}.journal"


def _kept(run: Run, journal: Path) -> Path:
    """Write the evidence of a run that has ended; its journal is not needed any more."""
    path = journal.with_suffix(".json")
    path.write_text(written(run.evidence()), encoding="ascii")
    journal.unlink(missing_ok=True)
    return path


def _full(what: Demo, shot: Snapshot) -> Iterator[str]:
    yield f"{what.id}: {what.claim}"
    for each in shot.where:
        yield f"  on {each.version}, {each.origin}, {each.address}"
    yield f"  with {', '.join(f'{name} {version}' for name, version in shot.libraries)}"
    yield f"  parameters {dict(shot.parameters)}, seed {shot.seed}"
    for check in shot.judgement.checks if shot.judgement else ():
        yield f"  {'ok ' if check.holds else 'NOT'} {check.says}: expected {check.expected}, counted {check.counted}"
    yield from _books(shot.ledger)
    for guess in shot.predictions:
        yield f"  predicted {guess.guessed}, counted {guess.counted}: {guess.prediction.says}"
    if shot.problem:
        yield f"  {shot.problem}"
    recording = RECORDINGS / f"{what.id}.json.gz"
    if shot.problem and not shot.events and recording.is_file():
        yield f"  A run that was made elsewhere is recorded: python -m demos judge {relpath(recording)}"
    yield _short(shot)


def _books(books: Ledger) -> Iterator[str]:
    confirmed = books.no_confirms if books.confirmed is None else books.confirmed
    yield f"  sent {books.sent}, accepted {books.accepted}, returned {books.returned}, confirmed {confirmed}"
    yield (
        f"  executed {books.executed} of {books.expected} copies, started {books.started}, retried {books.retried}, "
        f"redelivered {books.redelivered}, duplicated {books.duplicated}, lost {books.lost}"
    )
    for balance in (books.messages_balance, books.copies_balance):
        left, right = (
            " + ".join(f"{name} {number}" for name, number in side) for side in (balance.left, balance.right)
        )
        yield f"  {left} {'=' if balance.holds else 'IS NOT'} {right}"


def _short(shot: Snapshot) -> str:
    first = next((event.at for event in shot.events if event.message), float("nan"))
    lasted = ", ".join(f"{status} {seconds:.2f} s" for status, seconds in shot.seconds.items())
    return f"{shot.status}: {lasted}, first message after {first * 1000:.0f} ms, {len(shot.events)} events"
