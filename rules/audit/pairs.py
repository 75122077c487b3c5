"""What two rules can do to each other: say the same, drown one another out, or contradict."""

from collections.abc import Iterator, Mapping
from itertools import product

from rules.audit.finding import Finding, Gate
from rules.audit.holding import first_answers
from rules.model import Kind, Rule, Rulebook, Strength


def duplicates(rulebook: Rulebook) -> Iterator[Finding]:
    """Rules that say what an earlier one says, under the same answers."""
    seen: dict[object, Rule] = {}
    for rule in rulebook.rules:
        first = seen.setdefault(_content(rule), rule)
        if first is not rule:
            yield _about(
                rulebook,
                Gate.DUPLICATE_RULE,
                rule,
                first,
                f'says what "{first.id}" says, under the same answers. Remove one.',
            )


def shadowed(rulebook: Rulebook) -> Iterator[Finding]:
    """Rules that are never heard, because whenever they hold another says the same at least as strongly."""
    for rule in rulebook.rules:
        louder = (other for other in rulebook.rules if other is not rule and _within(rule, other))
        for other in louder:
            if _covers(other, rule) and _content(rule) != _content(other):
                says = f'is never heard: whenever it holds, "{other.id}" says the same at least as strongly. '
                says += "Remove it, or let it say something else."
                yield _about(rulebook, Gate.SHADOWED_RULE, rule, other, says)
                break


def contradictions(rulebook: Rulebook) -> Iterator[Finding]:
    """Rules that speak strongly for an option under answers by which another rules it out."""
    strong = [rule for rule in rulebook.rules if rule.speaks_for and rule.strength is Strength.STRONG]
    for rule, other in product(strong, [rule for rule in rulebook.rules if rule.rules_out]):
        common = set(rule.speaks_for) & set(other.rules_out)
        if common and (both := _both(rule, other)):
            says = f'speaks strongly for "{min(common)}", but "{other.id}" rules it out by the same answers. '
            says += "Narrow one of them."
            yield _about(rulebook, Gate.CONTRADICTION, rule, other, says, both)


def _content(rule: Rule) -> object:
    when = frozenset((question, frozenset(wanted)) for question, wanted in rule.when.items())
    aspect = rule.aspect if rule.kind in (Kind.SPEAKS_FOR, Kind.SPEAKS_AGAINST) else None
    return when, rule.kind, aspect, frozenset(rule.options), rule.look_elsewhere, rule.strength, rule.setting


def _within(rule: Rule, other: Rule) -> bool:
    """Whether `other` holds whenever `rule` does."""
    return other.when.keys() <= rule.when.keys() and all(
        set(rule.when[question]) <= set(wanted) for question, wanted in other.when.items()
    )


def _covers(loud: Rule, rule: Rule) -> bool:
    """Whether `loud` says at least all that `rule` says."""
    if loud.kind is not rule.kind or not set(rule.options) <= set(loud.options):
        return False
    as_strong = loud.strength is rule.strength or loud.strength is Strength.STRONG
    match rule.kind:
        case Kind.RULES_OUT:
            return True
        case Kind.WARNS:
            return loud.setting == rule.setting
        case Kind.LOOK_ELSEWHERE:
            return loud.look_elsewhere == rule.look_elsewhere and as_strong
        case _:
            return loud.aspect == rule.aspect and as_strong


def _both(rule: Rule, other: Rule) -> Mapping[str, str] | None:
    """Answers to the questions of `rule` alone under which both hold."""
    if not set(other.when) <= set(rule.when):
        return None
    common = {q: [c for c in wanted if c in other.when.get(q, wanted)] for q, wanted in rule.when.items()}
    return {question: choices[0] for question, choices in common.items()} if all(common.values()) else None


def _about(
    rulebook: Rulebook, gate: Gate, rule: Rule, other: Rule, says: str, witness: Mapping[str, str] | None = None
) -> Finding:
    return Finding(
        gate=gate,
        says=f'The rule "{rule.id}" {says}',
        place=rulebook.places.get(("rule", rule.id)),
        witness=witness or first_answers(rule),
        rules=(rule.id, other.id),
    )
