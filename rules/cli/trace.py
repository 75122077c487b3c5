"""How a recommendation came about, down to each clause: what held, what each aspect weighed, who was left when."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.model import Answers, Rule, Rulebook, Strength
from rules.recommendation import Reason, Recommendation, Standing, Step


class Truth(StrEnum):
    """What answers make of a clause or a rule. Unknown is never false."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TracedClause:
    """One condition of a rule, and the answer that it met."""

    question: str
    choices: tuple[str, ...]
    answer: str | None
    truth: Truth


@dataclass(frozen=True, slots=True)
class TracedRule:
    """A rule with each of its clauses."""

    rule: Rule
    truth: Truth
    clauses: tuple[TracedClause, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """What one aspect says about one option. `counted` makes up the balance; `silent` hold and add nothing."""

    aspect: str
    option: str
    strong: int
    slight: int
    counted: str | None
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One step of the ranking: what each option that was left had to show, and who was left after it."""

    step: Step
    values: Mapping[str, int]
    left: tuple[str, ...]


def traced_rules(answers: Answers, rulebook: Rulebook) -> tuple[TracedRule, ...]:
    """Every rule, in the order of the rulebook."""
    return tuple(_traced(rule, answers) for rule in rulebook.rules)


def weighings(it: Recommendation, rulebook: Rulebook) -> tuple[Weighing, ...]:
    """Aspect by aspect, every option that it has something to say about."""
    pairs = ((aspect.id, standing) for aspect in rulebook.aspects for standing in it.ranking)
    return tuple(found for aspect, standing in pairs if (found := _weighing(aspect, standing)))


def rounds(it: Recommendation) -> Iterator[Round]:
    """The ranking step by step. Where every option is ruled out, that step lets all of them stay."""
    left = it.ranking
    for step, value, best in _STEPS:
        values = {one.option: value(one) for one in left}
        passes = best(values.values())
        spared = step is Step.RULED_OUT and not it.outcome.fits
        left = tuple(one for one in left if spared or values[one.option] == passes)
        yield Round(step, values, tuple(one.option for one in left))


_STEPS: tuple[tuple[Step, Callable[[Standing], int], Callable[[Iterable[int]], int]], ...] = (
    (Step.RULED_OUT, lambda one: len(one.ruled_out), lambda _: 0),
    (Step.STRONG, lambda one: one.strong, max),
    (Step.SLIGHT, lambda one: one.slight, max),
    (Step.PARTS, lambda one: one.parts, min),
)


def _traced(rule: Rule, answers: Answers) -> TracedRule:
    clauses = tuple(_clause(question, wanted, answers.get(question)) for question, wanted in rule.when.items())
    found = {clause.truth for clause in clauses}
    truth = Truth.FALSE if Truth.FALSE in found else Truth.UNKNOWN if Truth.UNKNOWN in found else Truth.TRUE
    return TracedRule(rule, truth, clauses)


def _clause(question: str, wanted: tuple[str, ...], answer: str | None) -> TracedClause:
    truth = Truth.UNKNOWN if answer is None else Truth.TRUE if answer in wanted else Truth.FALSE
    return TracedClause(question, wanted, answer, truth)


def _weighing(aspect: str, standing: Standing) -> Weighing | None:
    good = [reason for reason in standing.for_it if reason.rule.aspect == aspect]
    bad = [reason for reason in standing.against_it if reason.rule.aspect == aspect]
    if not good and not bad:
        return None
    strong, slight = (_counted(good, strength) - _counted(bad, strength) for strength in Strength)
    counted = next((reason.rule.id for reason in (*good, *bad) if reason.counts), None)
    silent = tuple(reason.rule.id for reason in (*good, *bad) if not reason.counts)
    return Weighing(aspect, standing.option, strong, slight, counted, silent)


def _counted(reasons: Iterable[Reason], strength: Strength) -> int:
    return sum(reason.counts and reason.rule.strength is strength for reason in reasons)
