"""What the facts of a folder say about the questions of a rulebook. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from records.evidence.fact import Fact, Spot, Trouble
from records.evidence.places import holds
from records.evidence.signs import Sign, signs
from rules import Question, Rulebook

DIFFERS = "differs"
"""The value of a setting that has several in one folder: it says nothing."""


@dataclass(frozen=True, slots=True)
class Clue:
    """A sign that was seen, where, and the choices that it leaves."""

    sign: Sign
    says: str
    spots: tuple[Spot, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What all clues about one question leave of its choices, in their order."""

    question: Question
    clues: tuple[Clue, ...]
    leaves: tuple[str, ...]

    @property
    def answer(self) -> str | None:
        """The only choice that is left; None if it is not sure, or if the clues contradict each other."""
        return self.leaves[0] if len(self.leaves) == 1 else None

    @property
    def torn(self) -> bool:
        """Whether the clues contradict each other."""
        return not self.leaves


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An accepted answer that the evidence rules out, and the clues that do."""

    question: Question
    accepted: str
    clues: tuple[Clue, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a folder says, and what of it could not be read."""

    findings: tuple[Finding, ...]
    troubles: tuple[Trouble, ...]

    @property
    def answers(self) -> Mapping[str, str]:
        """Question id -> choice id of what is sure, in the order of the questions."""
        return {finding.question.id: finding.answer for finding in self.findings if finding.answer}

    def against(self, accepted: Mapping[str, str]) -> tuple[Contradiction, ...]:
        """Every accepted answer that is not among what the evidence leaves. Where it is torn, it contradicts nobody."""
        pairs = ((each, accepted.get(each.question.id)) for each in self.findings if not each.torn)
        return tuple(_against(each, said) for each, said in pairs if said and said not in each.leaves)


def weigh(facts: Iterable[Fact], troubles: Iterable[Trouble], rulebook: Rulebook) -> Evidence:
    """The evidence in `facts` for the questions that `rulebook` asks."""
    told = tuple(sorted(_settled(facts), key=lambda fact: (fact.spot, fact.kind, fact.name)))
    findings = (_finding(question, told) for question in rulebook.questions)
    return Evidence(tuple(each for each in findings if each.clues), tuple(troubles))


def _against(finding: Finding, accepted: str) -> Contradiction:
    clues = tuple(clue for clue in finding.clues if accepted not in clue.leaves)
    return Contradiction(finding.question, accepted, clues)


def _finding(question: Question, facts: tuple[Fact, ...]) -> Finding:
    choices = [choice.id for choice in question.choices]
    clues = tuple(_clues(question, choices, facts))
    left = tuple(choice for choice in choices if all(choice in clue.leaves for clue in clues))
    return Finding(question, clues, left)


def _clues(question: Question, choices: list[str], facts: tuple[Fact, ...]) -> Iterator[Clue]:
    for sign in signs():
        leaves = tuple(choice for choice in choices if choice in sign.leaves or not sign.leaves)
        if sign.question == question.id and leaves and (found := holds(sign, facts)):
            says = sign.says.format(name=found[0].name, value=found[0].value)
            yield Clue(sign, says, tuple(dict.fromkeys(fact.spot for fact in found)), leaves)


def _settled(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts, where a setting with several values in one folder has none that is sure."""
    told = tuple(facts)
    values: dict[str, set[str]] = {}
    for fact in told:
        if fact.kind == "setting":
            values.setdefault(fact.name, set()).add(fact.value)
    for fact in told:
        torn = fact.kind == "setting" and len(values[fact.name]) > 1
        yield Fact(fact.kind, fact.name, DIFFERS, fact.spot) if torn else fact
