"""The program behind `python -m records`."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from records import Dissent, Record, RecordError, badge, faces, pdf, record_of, shape
from records.decision import Decision, write_decision
from records.drift import Change, Drift, drift
from records.evidence import command as evidence
from records.named import opened_from
from records.record import APP
from records.shown import shown_so_far
from records.telling import as_data, paragraph
from records.verify import differences
from rules import recommend
from rules.cli.answers import read_input
from rules.cli.books import rulebook_at
from rules.cli.errors import Misuse

FINE, WRONG_USE = 0, 2
NOT_THE_SAME = 1
CODES = {Change.HOLDS: FINE, Change.WORD: 3, Change.VERDICT: 4}
"""What `drift` exits with."""

FACES = {**faces.TEXTS, "json": shape.as_json, "card": faces.card, "badge": badge.badge, "shields": badge.shields}
PDF = "pdf"
"""The only face that is no text."""

EXIT_CODES = """\
exit codes: 0 fine, or it still holds; 1 verify found a difference, or evidence contradicts an accepted answer;
2 cannot be used or read; 3 drift: only the word changed; 4 drift: the verdict changed"""


def main(words: Sequence[str]) -> int:
    """Do what was asked; give the exit code."""
    try:
        asked = _parser().parse_args(words)
        run: Callable[[argparse.Namespace], int] = asked.run
        return run(asked)
    except (Misuse, RecordError, pdf.CannotPrint, OSError, UnicodeDecodeError) as problem:
        print(problem, file=sys.stderr)
        return WRONG_USE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m records",
        description="Write a decision down, verify it, ask whether it still holds. Nothing leaves the machine.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _new(commands.add_parser("new", help="write a decision.yaml from answers"))
    _record(commands.add_parser("record", help="print a decision in one of its faces"))
    _verify(commands.add_parser("verify", help="derive a record anew; say what differs"))
    _drift(commands.add_parser("drift", help="say whether a decision still holds"))
    evidence.add_to(commands.add_parser("evidence", help="say what a project's files answer; nothing is run"))
    return parser


def _new(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=new)
    parser.add_argument("answers", nargs="*", metavar="question=choice", help="answers; what is missing is unknown")
    parser.add_argument("--file", action="append", metavar="PATH", help="answers from a YAML or JSON file, - for stdin")
    parser.add_argument("--title", default="", help="what it is decided for")
    parser.add_argument("--by", action="append", default=[], metavar="NAME", help="who decides; can be repeated")
    parser.add_argument("--dissent", action="append", default=[], metavar="NAME: WHY", help="who would not, and why")
    parser.add_argument("--why-now", default="", help="why now: what no tool can write")
    parser.add_argument("--decided", type=_day, help="the day, 2026-11-24; today unless given")
    _takes_rulebook(parser)


def _record(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=record)
    _takes_decision(parser)
    parser.add_argument("--face", choices=[*FACES, PDF], default="madr", help="madr unless given")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write it there instead of printing it")
    parser.add_argument("--app", type=_app, metavar="URL", help="where the app is reached; else files name the code")


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=verify)
    _takes_decision(parser)


def _drift(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=ask_again)
    _takes_decision(parser)
    parser.add_argument("--json", action="store_true", help="for programs")


def _takes_decision(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("decision", help="a decision.yaml, the JSON face of a record, a code or a permalink")
    _takes_rulebook(parser)


def _takes_rulebook(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rulebook", metavar="PATH", help="today's rulebook: a path or a version; the shipped one")


def new(asked: argparse.Namespace) -> int:
    """Print a decision.yaml."""
    rulebook = rulebook_at(asked.rulebook)
    answers = read_input(asked, rulebook)
    made = record_of(
        answers,
        rulebook,
        asked.decided or datetime.now(UTC).date(),
        title=asked.title,
        people=asked.by,
        dissent=[_dissent(text) for text in asked.dissent],
        why_now=asked.why_now,
        receipts=shown_so_far(recommend(answers, rulebook)),
    )
    sys.stdout.write(write_decision(made))
    return FINE


def record(asked: argparse.Namespace) -> int:
    """Print a face, or write it to a file once it is whole."""
    if asked.face == PDF and not asked.output and sys.stdout.isatty():
        raise Misuse("A PDF is no text, and a terminal shows only text. Name a file for it: --output decision.pdf")
    it, _ = opened_from(asked.decision, rulebook_at(asked.rulebook), asked.app)
    face = _face(asked.face, it)
    if asked.output:
        asked.output.write_bytes(face if isinstance(face, bytes) else face.encode())
    elif isinstance(face, bytes):
        sys.stdout.buffer.write(face)
    else:
        sys.stdout.write(face)
    return FINE


def _face(name: str, it: Record) -> str | bytes:
    return pdf.pdf(it) if name == PDF else FACES[name](it)


def verify(asked: argparse.Namespace) -> int:
    """Print what differs from what the answers lead to, or that nothing does."""
    today = rulebook_at(asked.rulebook)
    it, written = opened_from(asked.decision, today, None)
    if isinstance(written, Decision):
        found = written.differences(today)
    else:
        found = differences(written, today) if written else ()
    whole = f"The record is whole: it was derived anew with rulebook {it.rulebook.version}."
    print("\n".join(map(str, found)) or whole)
    return NOT_THE_SAME if found else FINE


def ask_again(asked: argparse.Namespace) -> int:
    """Print one paragraph: it still holds, its word changed, or its verdict did, by which rules."""
    today = rulebook_at(asked.rulebook)
    it, _ = opened_from(asked.decision, today, None)
    found: Drift = drift(it.answers, it.rulebook, today)
    told = as_data(found, it.rulebook, today)
    print(json.dumps(told, ensure_ascii=False, indent=2) if asked.json else paragraph(found, it.rulebook, today))
    return CODES[found.change]


def _dissent(text: str) -> Dissent:
    who, colon, says = text.partition(":")
    if not colon:
        raise Misuse(f"{text!r} was expected to look like this: Linus: Redis is there already.")
    return Dissent(who=who.strip(), says=says.strip())


def _app(text: str) -> str:
    if not re.fullmatch(APP, text):
        raise Misuse(f"{text!r} was expected to look like this: https://queues.example.org")
    return text


def _day(text: str) -> date:
    return date.fromisoformat(text)
