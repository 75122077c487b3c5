"""Tells in text how well the cases of a rulebook hold on to it."""

from collections.abc import Iterable

from rules.model import Case, Rulebook
from rules.shipped import shipped_rulebook
from rules.teeth.duties import duties, undone
from rules.teeth.sight import Sight
from rules.teeth.verdicts import Tally, Verdict, tally, verdicts


def report(rulebook: Rulebook | None = None) -> str:
    """Clauses that decide once, and mistakes that are caught, as a few lines."""
    book = rulebook or shipped_rulebook()
    found = verdicts(book)
    return "\n".join([_clauses(book), _mistakes(tally(found)), *_alive(found)])


def reading(rulebook: Rulebook, cases: Iterable[Case]) -> str:
    """Cases with the reasons of the rules that they name, for a person to read."""
    because = {rule.id: rule.because for rule in rulebook.rules}
    return "\n\n".join(_read(case, because) for case in cases)


def _clauses(rulebook: Rulebook) -> str:
    sight = Sight(rulebook)
    owed = len(duties(rulebook))
    left = undone(sight, sight.batch.cells([case.answers for case in rulebook.cases]))
    return f"{owed - len(left)} of {owed} clauses decide once, in {len(rulebook.cases)} cases."


def _mistakes(counts: Tally) -> str:
    return (
        f"{counts.made} mistakes in one rule: {counts.caught} are caught, {counts.seen} of them by what people see; "
        f"{counts.equal} more are proved to change nothing that people see; {len(counts.alive)} are left."
    )


def _alive(found: Iterable[Verdict]) -> list[str]:
    return [f"Nothing catches: {each.mutant}" for each in found if not each.caught and not each.equal]


def _read(case: Case, because: dict[str, str]) -> str:
    lines = [case.name, "  " + ", ".join(f"{question}: {choice}" for question, choice in case.answers.items())]
    lines += [f"  holds: {name}. {because[name]}" for name in case.expect.fires]
    lines += [f"  does not hold: {name}. {because[name]}" for name in case.expect.silent]
    return "\n".join(lines)
