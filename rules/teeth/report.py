"""Tells in text how well the cases of a rulebook hold on to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rules.model import Case, Rulebook
from rules.shipped import shipped_rulebook
from rules.teeth.duties import Duty, duties, undone
from rules.teeth.sight import Sight
from rules.teeth.verdicts import Tally, tally, verdicts


@dataclass(frozen=True, slots=True)
class Report:
    """How many clauses there are, those that never decide, and what becomes of the mistakes."""

    clauses: int
    undone: tuple[Duty, ...]
    cases: int
    mistakes: Tally

    @property
    def whole(self) -> bool:
        """Whether every clause decides once, and every mistake is caught or proved to be none."""
        return not self.undone and self.mistakes.caught + self.mistakes.equal == self.mistakes.made

    @property
    def text(self) -> str:
        """The report in a few lines."""
        done, counts = self.clauses - len(self.undone), self.mistakes
        return "\n".join(
            [
                f"{done} of {self.clauses} clauses decide once, in {self.cases} cases.",
                f"{counts.made} mistakes in one rule: {counts.caught} are caught, {counts.seen} by what people see.",
                f"{counts.equal} more are proved to change nothing that people see; {len(counts.alive)} are left.",
                *(f"Never decides: {duty.rule}, its clause on {duty.question}." for duty in self.undone),
                *(f"Nothing catches: {mutant}." for mutant in counts.alive),
            ]
        )


def report(rulebook: Rulebook | None = None) -> Report:
    """Clauses that decide once, and mistakes that are caught: of the shipped rulebook, or another one."""
    book = rulebook or shipped_rulebook()
    sight = Sight(book)
    left = undone(sight, sight.batch.cells([case.answers for case in book.cases]))
    return Report(len(duties(book)), left, len(book.cases), tally(verdicts(book)))


def reading(rulebook: Rulebook, cases: Iterable[Case]) -> str:
    """Cases with the reasons of the rules that they name, for a person to read."""
    because = {rule.id: rule.because for rule in rulebook.rules}
    return "\n\n".join(_read(case, because) for case in cases)


def _read(case: Case, because: dict[str, str]) -> str:
    lines = [case.name, "  " + ", ".join(f"{question}: {choice}" for question, choice in case.answers.items())]
    lines += [f"  holds: {name}. {because[name]}" for name in case.expect.fires]
    lines += [f"  does not hold: {name}. {because[name]}" for name in case.expect.silent]
    return "\n".join(lines)
