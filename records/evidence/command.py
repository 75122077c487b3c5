"""`python -m records evidence FOLDER`."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from records.evidence import evidence_in
from records.evidence.telling import as_data, text
from records.named import opened_from
from rules import Rulebook
from rules.cli.books import rulebook_at
from rules.cli.errors import Misuse

FINE, CONTRADICTED = 0, 1


def add_to(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.set_defaults(run=run)
    parser.add_argument("folder", help="a project: its compose files, lists of packages, locks and programs are read")
    parser.add_argument("--against", metavar="DECISION", help="list the accepted answers that the files contradict")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.add_argument("--rulebook", metavar="PATH", help="whose questions: a path or a version; the shipped one")


def run(asked: argparse.Namespace) -> int:
    """Print what the files say; 1 if they contradict an accepted answer."""
    today = rulebook_at(asked.rulebook)
    accepted = _accepted(asked.against, today)
    evidence = evidence_in(_folder(asked.folder), today)
    against = None if accepted is None else evidence.against(accepted)
    if asked.json:
        print(json.dumps(as_data(evidence, today, against), ensure_ascii=False, indent=2))
    else:
        print(text(evidence, len(today.questions), against))
    return CONTRADICTED if against else FINE


def _accepted(name: str | None, today: Rulebook) -> Mapping[str, str] | None:
    if name is None:
        return None
    record, _ = opened_from(name, today, "")
    return record.answers


def _folder(name: str) -> Path:
    path = Path(name)
    if not path.is_dir():
        raise Misuse(f"There is no folder {name}. Name the folder of a project.")
    return path
