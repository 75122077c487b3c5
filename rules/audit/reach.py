"""What nobody ever meets: options and alternatives without answers that lead there, questions that do nothing."""

from collections.abc import Iterator, Set

from rules.atlas import Atlas
from rules.audit.finding import Finding, Gate
from rules.audit.quoted import quoted
from rules.model import Key, Kind, Question, Rule, Rulebook, Strength


def unreachable(atlas: Atlas, silent: Set[str]) -> Iterator[Finding]:
    """Everything that cannot be met. Rules that are `silent` do not count."""
    rules = [rule for rule in atlas.rulebook.rules if rule.id not in silent]
    idle = _idle(atlas, rules)
    yield from _options(atlas)
    yield from _alternatives(atlas)
    yield from _questions(atlas.rulebook, idle)
    for question in atlas.rulebook.questions:
        if question.id not in idle:
            yield from _choices(atlas.rulebook, question, rules)


def _options(atlas: Atlas) -> Iterator[Finding]:
    reached = {outcome.option for outcome in atlas.shares() if outcome.fits}
    for option in atlas.rulebook.options:
        if option.id not in reached:
            says = f'No answer set leads to the option "{option.id}". Give it reasons or remove it.'
            yield _finding(atlas.rulebook, Gate.UNREACHABLE_OPTION, ("option", option.id), says)


def _alternatives(atlas: Atlas) -> Iterator[Finding]:
    rulebook = atlas.rulebook
    headlines = {outcome.instead for outcome in atlas.shares()}
    cautions = {rule.look_elsewhere for rule in rulebook.rules if rule.strength is Strength.SLIGHT}
    for alternative in rulebook.alternatives:
        if alternative.id not in headlines | cautions:
            says = f'No answer set leads to the alternative "{alternative.id}". Let a rule look there or remove it.'
            yield _finding(rulebook, Gate.UNREACHABLE_ALTERNATIVE, ("alternative", alternative.id), says)


def _idle(atlas: Atlas, rules: list[Rule]) -> frozenset[str]:
    """Questions that change no outcome, whatever else is answered, and that no warning and no caution asks."""
    beside = {question for rule in rules if _is_beside(rule) for question in rule.when}
    open_questions = atlas.ahead({}).prospects
    return frozenset(each.question for each in open_questions if not each.matters and each.question not in beside)


def _is_beside(rule: Rule) -> bool:
    """Whether a rule is shown beside the outcome: a warning or a caution."""
    return rule.kind is Kind.WARNS or (rule.kind is Kind.LOOK_ELSEWHERE and rule.strength is Strength.SLIGHT)


def _questions(rulebook: Rulebook, idle: frozenset[str]) -> Iterator[Finding]:
    for name in (question.id for question in rulebook.questions if question.id in idle):
        asking = [rule.id for rule in rulebook.rules if name in rule.when]
        why = f"The rules that ask it make no difference: {quoted(asking)}." if asking else "No rule asks it."
        says = f'No answer to the question "{name}" changes anything. {why} Let a rule of weight ask it, or remove it.'
        yield _finding(rulebook, Gate.UNREACHABLE_QUESTION, ("question", name), says)


def _choices(rulebook: Rulebook, question: Question, rules: list[Rule]) -> Iterator[Finding]:
    seen: dict[frozenset[str], str] = {}
    for choice, heard in _heard(question, rules).items():
        twin = seen.setdefault(heard, choice)
        if twin != choice:
            says = f'No rule that changes anything tells "{choice}" from "{twin}" as an answer to "{question.id}". '
            says += "Let a rule do it, or join the two."
            key = ("choice", question.id, choice)
            yield _finding(rulebook, Gate.UNREACHABLE_CHOICE, key, says, {question.id: choice})


def _heard(question: Question, rules: list[Rule]) -> dict[str, frozenset[str]]:
    """For each choice the rules whose clause it meets."""
    asking = [rule for rule in rules if question.id in rule.when]
    return {
        choice.id: frozenset(rule.id for rule in asking if choice.id in rule.when[question.id])
        for choice in question.choices
    }


def _finding(rulebook: Rulebook, gate: Gate, key: Key, says: str, witness: dict[str, str] | None = None) -> Finding:
    return Finding(gate=gate, says=says, place=rulebook.places.get(key), witness=witness or {})
