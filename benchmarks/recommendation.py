"""What one call of `recommend` costs, its whole explanation included."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from statistics import median
from time import perf_counter_ns

from benchmarks.figure import Figure, Tell, ninety_five
from rules import Rulebook, recommend, shipped_rulebook

BAR = 200.0
"""Microseconds."""

RANDOM_SETS = 100
SEED = 20261122

Sets = Sequence[Mapping[str, str]]


def measure(tell: Tell, *, times: int = 50) -> Iterator[Figure]:
    """Microseconds of `recommend` with its full explanation: the worked examples, their core answers, chance."""
    rulebook = shipped_rulebook()
    examples = [example.answers for example in rulebook.examples]
    core = {question.id for question in rulebook.questions if question.core}
    cores = [{name: choice for name, choice in answers.items() if name in core} for answers in examples]
    tell(f"{len(examples)} examples and {RANDOM_SETS} random sets of answers, {times} calls of each")
    promised = _microseconds([*examples, *cores], rulebook, times)
    yield _figure("recommend, worked examples and their core answers", promised, bar=BAR)
    yield _figure("recommend, worked examples", _microseconds(examples, rulebook, times))
    yield _figure("recommend, their core answers alone", _microseconds(cores, rulebook, times))
    yield _figure("recommend, random partial answers", _microseconds(_random(rulebook), rulebook, times))


def _random(rulebook: Rulebook) -> Sets:
    chance = Random(SEED)
    questions = rulebook.questions
    some = [chance.sample(questions, chance.randint(1, len(questions))) for _ in range(RANDOM_SETS)]
    return [{question.id: chance.choice(question.choices).id for question in asked} for asked in some]


def _microseconds(sets: Sets, rulebook: Rulebook, times: int) -> list[float]:
    """Microseconds of every call. All sets take turns, so that none of them profits from its own last call."""
    for answers in sets:
        recommend(answers, rulebook)
    return [_call(answers, rulebook) for _ in range(times) for answers in sets]


def _call(answers: Mapping[str, str], rulebook: Rulebook) -> float:
    began = perf_counter_ns()
    recommend(answers, rulebook)
    return (perf_counter_ns() - began) / 1000


def _figure(what: str, microseconds: list[float], *, bar: float | None = None) -> Figure:
    basis = f"median of {len(microseconds)} calls, p95 {ninety_five(microseconds):.0f}"
    return Figure(what=what, value=median(microseconds), unit="µs", basis=basis, at_most=bar)
