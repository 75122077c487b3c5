"""record: perform demos and keep each run as a recording that plays without brokers."""

import argparse
import gzip
import sys
from pathlib import Path

from demos.catalogue import catalogue, defaults, demo
from demos.commands import brokers
from demos.demo import Demo
from demos.errors import DemoError
from demos.evidence import Evidence
from demos.evidence_file import read, written
from demos.recording import RECORDINGS
from demos.run import Run, Status

MOST_BYTES = 100 * 1024
EVERY = 64
"""How many events share one hash in a recording: hashes are most of what cannot be packed."""

HELP = f"""\
Performs each demo once and, if its claim was shown, keeps the run as a recording: a packed evidence file of at most
{MOST_BYTES // 1024} KiB. The app plays it, labelled as a recording with its date, where no broker can be had.

exit codes: 0 if each was kept, 1 if one was not (its claim was not shown, or it is too large), 2 for wrong use
"""


def options(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.description, parser.formatter_class = HELP, argparse.RawDescriptionHelpFormatter
    parser.add_argument("id", nargs="*", help="the demos, as `list` names them; without, all")
    parser.add_argument("--missing", action="store_true", help="only demos without a recording of their code")
    parser.add_argument("--folder", type=Path, default=RECORDINGS, help="where to keep them; unless told, in the demos")
    parser.add_argument("--seed", type=int, help="the same workload again")
    brokers.option(parser)


def run(asked: argparse.Namespace) -> int:
    """Perform and keep; give 0 if every demo has a new recording."""
    chosen = [demo(id_) for id_ in asked.id] if asked.id else catalogue()
    if asked.missing:
        chosen = [each for each in chosen if not _is_there(each, asked.folder)]
    asked.folder.mkdir(parents=True, exist_ok=True)
    with brokers.brokers(asked.backend) as warm:
        kept = []
        for each in chosen:
            performed = Run(each, defaults(each), warm.space, seed=asked.seed)
            brokers.perform(performed)
            kept.append(_keep(performed, _path(asked.folder, each)))
    return 0 if all(kept) else 1


def packed(evidence: Evidence) -> bytes:
    """Give the small file of a run: what can be counted again is left out, and one hash covers several events."""
    # Without the time of packing, so that the same run is the same file.
    return gzip.compress(written(evidence, every=EVERY, lines=False).encode("ascii"), mtime=0)


def _keep(performed: Run, path: Path) -> bool:
    shot = performed.snapshot()
    if shot.status is not Status.SHOWN:
        print(
            f"{performed.demo.id}: {shot.status}, so nothing was kept. {shot.problem or ''}".rstrip(), file=sys.stderr
        )
        return False
    content = packed(performed.evidence())
    if len(content) > MOST_BYTES:
        print(f"{performed.demo.id}: {len(content):,} bytes are more than {MOST_BYTES:,}", file=sys.stderr)
        return False
    path.write_bytes(content)
    print(f"{performed.demo.id}: {len(shot.events)} events, {len(content):,} bytes", flush=True)
    return True


def _is_there(what: Demo, folder: Path) -> bool:
    path = _path(folder, what)
    try:
        return path.is_file() and read(path.read_bytes()).story == what.story
    except DemoError:
        return False


def _path(folder: Path, what: Demo) -> Path:
    return folder / f"{what.id}.json.gz"
