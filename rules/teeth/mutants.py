"""Every small mistake that a person can make in one rule of a rulebook.

- dropped: the rule is gone.
- negated: a rule that speaks for an option speaks against it, and the other way round; one that rules an option out
  speaks strongly for it. A warning and a pointer elsewhere have no opposite: they are made where they were not, and
  not where they were.
- stronger, weaker: strong becomes slight, slight becomes strong.
- without a clause: the rule does not look at that question any more.
- wider: a clause accepts one more choice. One that would accept all of them is left out instead.
- narrower: a clause accepts one choice less. One that would accept none makes the rule never fire: it is dropped.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rules.model import Kind, Rule, Rulebook, Strength
from rules.teeth.sight import moves

Change = tuple[str, tuple[Rule, ...]]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule and what stands in its place: no rule, or several of the same effect. `change` says what was done."""

    rule: Rule
    change: str
    instead: tuple[Rule, ...]

    def __str__(self) -> str:
        return f"{self.rule.id}, {self.change}"

    @property
    def retold(self) -> bool:
        """Whether it says something else, and not only somewhere else."""
        effect = _effect(self.rule)
        return any(_effect(rule) != effect for rule in self.instead)

    @property
    def moves(self) -> bool:
        """Whether it can change an outcome; else it only changes where a text is shown."""
        return any(moves(rule) for rule in (self.rule, *self.instead))

    def rulebook(self, original: Rulebook) -> Rulebook:
        """The whole rulebook with this mistake in it, for complete answer sets.

        Every rule of a rulebook has a clause, so one that lost its last one names every choice of its question.
        """
        asked = next(question for question in original.questions if question.id in self.rule.when)
        anything = {asked.id: tuple(choice.id for choice in asked.choices)}
        instead = tuple(rule if rule.when else replace(rule, when=anything) for rule in self.instead)
        rules = ((rule,) if rule.id != self.rule.id else instead for rule in original.rules)
        return replace(original, rules=tuple(rule for each in rules for rule in each))


def mutants(rulebook: Rulebook) -> tuple[Mutant, ...]:
    """Every mutant of every rule, each once."""
    choices = {question.id: tuple(choice.id for choice in question.choices) for question in rulebook.questions}
    return tuple(mutant for rule in rulebook.rules for mutant in _of(rule, choices))


Choices = dict[str, tuple[str, ...]]


def _of(rule: Rule, choices: Choices) -> Iterator[Mutant]:
    changes: Iterable[Change] = (
        ("dropped", ()),
        ("negated", _negated(rule, choices)),
        *_strength(rule),
        *_clauses(rule, choices),
    )
    for change, instead in changes:
        yield Mutant(rule, change, instead)


def _negated(rule: Rule, choices: Choices) -> tuple[Rule, ...]:
    match rule.kind:
        case Kind.SPEAKS_FOR:
            return (replace(rule, speaks_for=(), speaks_against=rule.speaks_for),)
        case Kind.SPEAKS_AGAINST:
            return (replace(rule, speaks_against=(), speaks_for=rule.speaks_against),)
        case Kind.RULES_OUT:
            return (replace(rule, rules_out=(), speaks_for=rule.rules_out, strength=Strength.STRONG),)
        case _:
            return tuple(replace(rule, when={name: _others(rule, name, choices)}) for name in rule.when)


def _strength(rule: Rule) -> Iterator[Change]:
    if rule.strength:
        strong = rule.strength is Strength.STRONG
        other = replace(rule, strength=Strength.SLIGHT if strong else Strength.STRONG)
        yield "weaker" if strong else "stronger", (other,)


def _clauses(rule: Rule, choices: Choices) -> Iterator[Change]:
    for question, wanted in rule.when.items():
        rest = {name: names for name, names in rule.when.items() if name != question}
        yield f"without its clause on {question}", (replace(rule, when=rest),)
        more = _others(rule, question, choices)
        if len(more) > 1:
            for choice in more:
                yield f"wider by {question}: {choice}", (_with(rule, question, (*wanted, choice), choices),)
        if len(wanted) > 1:
            for choice in wanted:
                less = tuple(name for name in wanted if name != choice)
                yield f"narrower by {question}: {choice}", (_with(rule, question, less, choices),)


def _with(rule: Rule, question: str, wanted: tuple[str, ...], choices: Choices) -> Rule:
    ordered = tuple(choice for choice in choices[question] if choice in wanted)
    return replace(rule, when={**rule.when, question: ordered})


def _others(rule: Rule, question: str, choices: Choices) -> tuple[str, ...]:
    return tuple(choice for choice in choices[question] if choice not in rule.when[question])


def _effect(rule: Rule) -> tuple[object, ...]:
    return rule.kind, rule.options, rule.look_elsewhere, rule.strength
