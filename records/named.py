"""Opens a decision that was named on the command line: a file, a code or a permalink."""

from dataclasses import replace
from pathlib import Path

from records import Record, record_of, shape
from records.decision import Decision, read_decision
from records.record import opened
from records.verify import derived
from rules import Rulebook
from rules.cli.errors import Misuse


def opened_from(name: str, today: Rulebook, app: str | None) -> tuple[Record, Decision | shape.RecordFile | None]:
    """The record behind a code, a permalink or a file, and what the file says.

    `today` is looked at for a rulebook before the shipped ones; `app` is where links lead to, whatever a file says.

    Raises:
        Misuse: there is no such file.
        RecordError: it cannot be read, or its rulebook is not here.
    """
    path = Path(name)
    if len(name) < 250 and path.is_file():
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".json":
            file = shape.read_file(text)
            it = derived(file, today)
            return replace(it, app=app) if app else it, file
        decision = read_decision(text, file=name)
        return decision.record(today, app=app), decision
    if path.suffix in (".yaml", ".yml", ".json"):
        raise Misuse(f"There is no file {name}.")
    answers, rulebook = opened(name.rpartition("/d/")[2], today)
    return record_of(answers, rulebook, app=app), None
