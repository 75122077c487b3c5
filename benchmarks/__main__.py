"""Prints every speed that is promised, as measured here and now, and whether it holds.

python -m benchmarks
python -m benchmarks recommend verdict --times 10
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence

import playwright.sync_api
import pytest
from docker.errors import DockerException

from backends.errors import BackendError
from benchmarks import (
    ahead,
    api,
    clean_clone,
    cold_broker,
    demo_overhead,
    first_message,
    frames,
    listing,
    paint,
    proof,
    recommendation,
    sigkill,
    twenty,
    uploads,
    verdict,
    zen,
)
from benchmarks.figure import Figure, Measure
from demos.errors import DemoError

BENCHMARKS: Mapping[str, Measure] = {
    "recommend": recommendation.measure,
    "ahead": ahead.measure,
    "proof": proof.measure,
    "listing": listing.measure,
    "zen": zen.measure,
    "uploads": uploads.measure,
    "api": api.measure,
    "paint": paint.measure,
    "verdict": verdict.measure,
    "frames": frames.measure,
    "cold": cold_broker.measure,
    "message": first_message.measure,
    "clone": clean_clone.measure,
    "overhead": demo_overhead.measure,
    "sigkill": sigkill.measure,
    "twenty": twenty.measure,
}
"""The cheap ones first."""

_MISSING = (pytest.skip.Exception, pytest.fail.Exception)
_BROKEN = (
    AssertionError,
    BackendError,
    DemoError,
    DockerException,
    playwright.sync_api.Error,
    subprocess.SubprocessError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; give 0 if every bar was measured and holds."""
    asked = _parser().parse_args(arguments)
    print(_here())
    kept = {name: _print(_figures(name, asked.times)) for name in asked.names or BENCHMARKS}
    missed = [name for name, holds in kept.items() if not holds]
    print(f"Missed: {', '.join(missed)}." if missed else "Every bar holds.")
    return 1 if missed else 0


def _here() -> str:
    """What the figures depend on: the machine, and how busy it is with other things."""
    busy = os.getloadavg()[0]
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, load {busy:.1f} before"


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:10} {measure.__doc__}" for name, measure in BENCHMARKS.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Print every speed that is promised, as measured here and now.",
        epilog=f"benchmarks, in the order in which they are run:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", type=_known, metavar="NAME", help="one of those below; without, all")
    parser.add_argument("--times", type=int, help="measure that often, for a quick look")
    return parser


def _known(name: str) -> str:
    if name not in BENCHMARKS:
        raise argparse.ArgumentTypeError(f"there is no benchmark {name!r}. There are: {', '.join(BENCHMARKS)}")
    return name


def _print(figures: Iterator[Figure | str]) -> bool:
    """Print figures as they come. A word instead of a figure says why there is none."""
    kept = True
    for each in figures:
        print(each, flush=True)
        kept = kept and isinstance(each, Figure) and each.holds is not False
    return kept


def _figures(name: str, times: int | None) -> Iterator[Figure | str]:
    def tell(words: str) -> None:
        print(f"        {name}: {words}", file=sys.stderr, flush=True)

    measure = BENCHMARKS[name]
    try:
        yield from measure(tell, times=times) if times else measure(tell)
    except (*_MISSING, *_BROKEN) as problem:
        # The others can still be measured.
        yield f"{'MISSED':6}  {name} could not be measured: {problem}"


if __name__ == "__main__":
    sys.exit(main())
