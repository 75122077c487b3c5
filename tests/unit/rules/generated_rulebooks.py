"""Rulebooks of any size about nothing in particular, always the same for the same seed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from rules.model import Alternative, Aspect, Group, Option, Question, Rule, Rulebook, Strength
from tests.unit.rules.small_rulebooks import question, rule

EFFECTS = ("speaks_for",) * 5 + ("speaks_against",) * 3 + ("rules_out", "look_elsewhere")
"""As often as each of them is to be met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a rulebook shall be. `clauses` are the numbers of questions that a rule asks, each as likely."""

    questions: int = 12
    choices: int = 4
    rules: int = 60
    aspects: int = 12
    options: int = 3
    alternatives: int = 4
    clauses: Sequence[int] = (1, 2, 2, 3)


def generated(seed: int, size: Size) -> Rulebook:
    """A rulebook of that size. Its options need more and more parts, the first two as many."""
    chance = Random(seed)
    questions = tuple(
        question(f"question-{i}", *(f"choice-{c}" for c in range(size.choices))) for i in range(size.questions)
    )
    return Rulebook(
        version="1",
        digest=f"{seed}-{size}",
        options=tuple(
            Option(id=f"option-{i}", name="", summary="", parts=("part",) * max(i, 1)) for i in range(size.options)
        ),
        groups=(Group(id="all", title="All"),),
        questions=questions,
        aspects=tuple(Aspect(id=f"aspect-{i}", title="") for i in range(size.aspects)),
        alternatives=tuple(Alternative(id=f"alternative-{i}", name="", says="") for i in range(size.alternatives)),
        sources={},
        rules=tuple(_rule(f"rule-{i}", chance, questions, size) for i in range(size.rules)),
    )


def shuffled(rulebook: Rulebook, seed: int) -> Rulebook:
    """The same knowledge in another order: of questions, options, alternatives and rules."""
    chance = Random(seed)
    return replace(
        rulebook,
        questions=tuple(chance.sample(rulebook.questions, len(rulebook.questions))),
        options=tuple(chance.sample(rulebook.options, len(rulebook.options))),
        alternatives=tuple(chance.sample(rulebook.alternatives, len(rulebook.alternatives))),
        rules=tuple(chance.sample(rulebook.rules, len(rulebook.rules))),
    )


def _rule(name: str, chance: Random, questions: Sequence[Question], size: Size) -> Rule:
    asked = chance.sample(questions, min(chance.choice(size.clauses), len(questions)))
    when = {each.id: tuple(_some(chance, [c.id for c in each.choices], len(each.choices) - 1)) for each in asked}
    return rule(name, when, f"aspect-{chance.randrange(size.aspects)}", **_effect(chance, size))


def _effect(chance: Random, size: Size) -> dict[str, Any]:
    kind = chance.choice(EFFECTS if size.alternatives else EFFECTS[:-1])
    strength = chance.choice(list(Strength))
    if kind == "look_elsewhere":
        return {kind: f"alternative-{chance.randrange(size.alternatives)}", "strength": strength}
    options = [f"option-{i}" for i in range(size.options)]
    if kind == "rules_out":
        return {kind: _some(chance, options, size.options)}
    return {kind: _some(chance, options, 2), "strength": strength}


def _some(chance: Random, values: Sequence[str], most: int) -> tuple[str, ...]:
    return tuple(chance.sample(values, chance.randint(1, min(most, len(values)))))
