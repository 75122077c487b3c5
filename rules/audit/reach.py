"""What nobody ever meets: options and alternatives without answers that lead there, questions that do nothing."""

from collections.abc import Iterator

from rules.atlas import Atlas
from rules.audit.finding import Finding, Gate
from rules.model import Key, Question, Rulebook


def unreachable(atlas: Atlas, silent: frozenset[str]) -> Iterator[Finding]:
    """Everything that cannot be met. Rules that are `silent` do not count."""
    yield from _options(atlas)
    yield from _alternatives(atlas)
    yield from _questions(atlas.rulebook, silent)
    yield from _choices(atlas.rulebook, silent)


def _options(atlas: Atlas) -> Iterator[Finding]:
    reached = {outcome.option for outcome in atlas.shares() if outcome.fits}
    for option in atlas.rulebook.options:
        if option.id not in reached:
            says = f'No answer set leads to the option "{option.id}". Give it reasons or remove it.'
            yield _finding(atlas.rulebook, Gate.UNREACHABLE_OPTION, ("option", option.id), says)


def _alternatives(atlas: Atlas) -> Iterator[Finding]:
    rulebook = atlas.rulebook
    headlines = {outcome.instead for outcome in atlas.shares()}
    cautions = {rule.look_elsewhere for rule in rulebook.rules if rule.strength == "slight"}
    for alternative in rulebook.alternatives:
        if alternative.id not in headlines | cautions:
            says = f'No answer set leads to the alternative "{alternative.id}". Let a rule look there or remove it.'
            yield _finding(rulebook, Gate.UNREACHABLE_ALTERNATIVE, ("alternative", alternative.id), says)


def _questions(rulebook: Rulebook, silent: frozenset[str]) -> Iterator[Finding]:
    asked = {question for rule in rulebook.rules if rule.id not in silent for question in rule.when}
    for question in rulebook.questions:
        if question.id not in asked:
            says = f'No answer to the question "{question.id}" changes anything. Let a rule ask it or remove it.'
            yield _finding(rulebook, Gate.UNREACHABLE_QUESTION, ("question", question.id), says)


def _choices(rulebook: Rulebook, silent: frozenset[str]) -> Iterator[Finding]:
    for question in rulebook.questions:
        seen: dict[frozenset[str], str] = {}
        for choice, heard in _heard(rulebook, question, silent).items():
            twin = seen.setdefault(heard, choice)
            if twin != choice and any(seen):
                says = f'No rule tells "{choice}" from "{twin}" as an answer to "{question.id}". Let one, or join them.'
                key = ("choice", question.id, choice)
                yield _finding(rulebook, Gate.UNREACHABLE_CHOICE, key, says, {question.id: choice})


def _heard(rulebook: Rulebook, question: Question, silent: frozenset[str]) -> dict[str, frozenset[str]]:
    """For each choice the rules whose clause it meets."""
    rules = [rule for rule in rulebook.rules if rule.id not in silent and question.id in rule.when]
    return {
        choice.id: frozenset(rule.id for rule in rules if choice.id in rule.when[question.id])
        for choice in question.choices
    }


def _finding(rulebook: Rulebook, gate: Gate, key: Key, says: str, witness: dict[str, str] | None = None) -> Finding:
    return Finding(gate=gate, says=says, place=rulebook.places.get(key), witness=witness or {})
