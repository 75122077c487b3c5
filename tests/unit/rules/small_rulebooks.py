"""Small rulebooks about nothing in particular, for tests of the engine, and a slow engine that is plainly right."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from hypothesis import strategies as st

from rules.model import Alternative, Aspect, Choice, Group, Kind, Option, Question, Rule, Rulebook, Source, Strength

OPTIONS = (
    Option(id="walk", name="Walk", summary="", parts=("shoes",)),
    Option(id="cycle", name="Cycle", summary="", parts=("shoes", "bicycle")),
    Option(id="drive", name="Drive", summary="", parts=("shoes", "car", "fuel")),
)
ALTERNATIVES = (
    Alternative(id="stay", name="Stay at home", says=""),
    Alternative(id="fly", name="Fly", says=""),
)


def question(name: str, *choices: str) -> Question:
    """A question with these choices."""
    return Question(id=name, group="all", ask=name, why="", choices=tuple(Choice(id=c, label=c) for c in choices))


QUESTIONS = (
    question("distance", "near", "far", "abroad"),
    question("weather", "dry", "rain"),
    question("load", "none", "bag", "piano"),
)


def rule(name: str, when: Mapping[str, tuple[str, ...]], aspect: str = "comfort", **effect: Any) -> Rule:
    """A rule with one effect, given as in YAML."""
    if strength := effect.get("strength"):
        effect["strength"] = Strength(strength)
    return Rule(
        id=name, aspect=aspect, when=when, because=name, sources=("s",), versions="", checked=date(2026, 1, 1), **effect
    )


def book(*rules: Rule, questions: tuple[Question, ...] = QUESTIONS) -> Rulebook:
    """A rulebook of these rules."""
    return Rulebook(
        version="1",
        digest="0",
        options=OPTIONS,
        groups=(Group(id="all", title="All"),),
        questions=questions,
        aspects=tuple(Aspect(id=name, title=name) for name in ("comfort", "cost", "time")),
        alternatives=ALTERNATIVES,
        sources={"s": Source(id="s", title="", url="")},
        rules=rules,
    )


def completions(rulebook: Rulebook, answers: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Every way of answering what is still unknown."""
    unknown = [question for question in rulebook.questions if question.id not in answers]
    for chosen in product(*[[choice.id for choice in question.choices] for question in unknown]):
        yield dict(answers) | {question.id: choice for question, choice in zip(unknown, chosen, strict=True)}


def slow_outcome(rulebook: Rulebook, answers: Mapping[str, str]) -> tuple[str, str | None]:
    """Option and strong alternative, worked out the long way."""
    fired = [r for r in rulebook.rules if all(answers.get(name) in wanted for name, wanted in r.when.items())]
    ranked = sorted(rulebook.options, key=lambda option: _rank(rulebook, fired, option))
    strongly = [r.look_elsewhere for r in fired if r.look_elsewhere and r.strength is Strength.STRONG]
    return ranked[0].id, next((a.id for a in rulebook.alternatives if a.id in strongly), None)


def _rank(rulebook: Rulebook, fired: list[Rule], option: Option) -> tuple[bool, int, int, int]:
    tally = {Strength.STRONG: 0, Strength.SLIGHT: 0}
    for aspect in rulebook.aspects:
        for strength in Strength:
            good = _speaks(fired, aspect.id, option.id, Kind.SPEAKS_FOR, strength)
            bad = _speaks(fired, aspect.id, option.id, Kind.SPEAKS_AGAINST, strength)
            tally[strength] += good - bad
            if good or bad:
                break
    ruled_out = any(option.id in r.rules_out for r in fired)
    return ruled_out, -tally[Strength.STRONG], -tally[Strength.SLIGHT], len(option.parts)


def _speaks(fired: list[Rule], aspect: str, option: str, kind: Kind, strength: Strength) -> bool:
    return any(r.aspect == aspect and r.kind is kind and option in r.options and r.strength is strength for r in fired)


_option_ids = st.lists(st.sampled_from([o.id for o in OPTIONS]), min_size=1, max_size=2, unique=True).map(tuple)
_strengths = st.sampled_from(list(Strength))
_effects = st.one_of(
    st.fixed_dictionaries({"speaks_for": _option_ids, "strength": _strengths}),
    st.fixed_dictionaries({"speaks_against": _option_ids, "strength": _strengths}),
    st.fixed_dictionaries({"rules_out": _option_ids}),
    st.fixed_dictionaries({"look_elsewhere": st.sampled_from(["stay", "fly"]), "strength": _strengths}),
)
_clauses = st.dictionaries(
    st.sampled_from([q.id for q in QUESTIONS]),
    st.sets(st.integers(0, 2), min_size=1, max_size=2),
    min_size=1,
    max_size=2,
)


@st.composite
def rulebooks(draw: st.DrawFn) -> Rulebook:
    """Any small rulebook of up to ten rules."""
    choices = {q.id: [c.id for c in q.choices] for q in QUESTIONS}
    made = []
    for number in range(draw(st.integers(1, 10))):
        picked = draw(_clauses)
        when = {
            name: tuple(choices[name][i % len(choices[name])] for i in sorted(where)) for name, where in picked.items()
        }
        aspect = draw(st.sampled_from(["comfort", "cost", "time"]))
        made.append(rule(f"rule-{number}", when, aspect, **draw(_effects)))
    return book(*made)


answer_sets = st.fixed_dictionaries({}, optional={q.id: st.sampled_from([c.id for c in q.choices]) for q in QUESTIONS})
