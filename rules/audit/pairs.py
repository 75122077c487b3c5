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
    families: dict[object, list[tuple[Rule, object]]] = {}
    for rule in rulebook.rules:
        families.setdefault(_family(rule), []).append((rule, _content(rule)))
    for family in families.values():
        for rule, content in family:
            if other := next((one for one, said in family if said != content and _drowns(one, rule)), None):
                says = f'is never heard: whenever it holds, "{other.id}" says the same at least as strongly. '
                says += "Remove it, or let it say something else."
                yield _about(rulebook, Gate.SHADOWED_RULE, rule, other, says)


def contradictions(rulebook: Rulebook) -> Iterator[Finding]:
    """Rules that speak strongly for an option under answers by which another rules it out.

    A rule that rules it out by an answer to one question more is an exception, and no contradiction.
    """
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


def _family(rule: Rule) -> object:
    """Only rules of one family can say the same."""
    weighs = rule.kind in (Kind.SPEAKS_FOR, Kind.SPEAKS_AGAINST)
    return rule.kind, rule.aspect if weighs else None, rule.look_elsewhere, rule.setting


def _drowns(loud: Rule, rule: Rule) -> bool:
    """Whether `loud`, of the same family, holds whenever `rule` does and says at least as much as strongly."""
    return loud.when.keys() <= rule.when.keys() and _says_as_much(loud, rule) and _holds_within(rule, loud)


def _says_as_much(loud: Rule, rule: Rule) -> bool:
    as_strong = loud.strength is rule.strength or loud.strength is Strength.STRONG
    return as_strong and set(rule.options) <= set(loud.options)


def _holds_within(rule: Rule, other: Rule) -> bool:
    return all(set(rule.when[question]) <= set(wanted) for question, wanted in other.when.items())


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
