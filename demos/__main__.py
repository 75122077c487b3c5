"""Runs a demo in the terminal, on the brokers at hand, and prints the judged claim.

python -m demos list
python -m demos run rabbitmq-routing --times 20 --backend local
"""

import argparse
import logging
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from backends.choose import configured
from backends.errors import BackendError
from backends.warm import Warm
from demos.catalogue import catalogue, checked, demo
from demos.demo import Demo
from demos.errors import DemoError
from demos.ledger import Ledger
from demos.run import Run, Snapshot, Status


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; give 0 if every run showed its claim."""
    asked = _parser().parse_args(arguments)
    # A broker that dies is told in one sentence; pika would add a page.
    logging.getLogger("pika").setLevel(logging.CRITICAL)
    if asked.what == "list":
        print("\n".join(f"{each.id}: {each.title}" for each in catalogue()))
        return 0
    try:
        return _run(demo(asked.id), asked)
    except (DemoError, BackendError) as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Cancelled; everything was put away.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m demos", description="Run a demo on real brokers.")
    commands = parser.add_subparsers(dest="what", required=True)
    commands.add_parser("list", help="name the demos")
    run = commands.add_parser("run", help="run one and print the judged claim")
    run.add_argument("id")
    run.add_argument("--times", type=int, default=1, help="how often, one after the other")
    run.add_argument("--backend", choices=("given", "containers", "local", "embedded"), help="ask only this one")
    run.add_argument("--seed", type=int, help="the same workload again")
    run.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER", help="change a parameter")
    return parser


def _run(what: Demo, asked: argparse.Namespace) -> int:
    parameters = checked(what, dict(each.partition("=")[::2] for each in asked.set))
    with _brokers(asked.backend) as warm:
        outcomes: Counter[Status] = Counter()
        for number in range(asked.times):
            run = Run(what, parameters, warm.space, seed=asked.seed)
            _perform(run)
            shot = run.snapshot()
            outcomes[shot.status] += 1
            print("\n".join(_full(what, shot) if not number or shot.status is not Status.SHOWN else [_short(shot)]))
    print(", ".join(f"{status} {times} of {asked.times}" for status, times in outcomes.items()))
    return 0 if outcomes[Status.SHOWN] == asked.times else 1


@contextmanager
def _brokers(only: str | None) -> Iterator[Warm]:
    with Warm([each for each in configured() if only in (None, each.name)]) as warm:
        yield warm


def _perform(run: Run) -> None:
    """Perform `run`; Ctrl-C cancels it, waits until it is put away, and goes on its way."""
    put_away = threading.Event()

    def live() -> None:
        run.live()
        put_away.set()

    # In a thread of its own, so that Ctrl-C cannot hit the demo in the middle of a line.
    threading.Thread(target=live, name="run").start()
    try:
        put_away.wait()
    except KeyboardInterrupt:
        run.cancel()
        put_away.wait()
        raise


def _full(what: Demo, shot: Snapshot) -> Iterator[str]:
    yield f"{what.id}: {what.claim}"
    for each in shot.where:
        yield f"  on {each.version}, {each.origin}, {each.address}"
    yield f"  with {', '.join(f'{name} {version}' for name, version in shot.libraries)}"
    yield f"  parameters {dict(shot.parameters)}, seed {shot.seed}"
    for check in shot.judgement.checks if shot.judgement else ():
        yield f"  {'ok ' if check.holds else 'NOT'} {check.says}: expected {check.expected}, counted {check.counted}"
    yield from _books(shot.ledger)
    if shot.problem:
        yield f"  {shot.problem}"
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


if __name__ == "__main__":
    sys.exit(main())
