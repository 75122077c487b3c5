"""Checks what is claimed: that a rule has exactly one effect, that a law has exactly one form, and what these need."""

from collections.abc import Iterable, Iterator

from rules.cross_check import Choices, Known, unknown, unknowns
from rules.model import Form, Kind, Law, Rule
from rules.problems import Problem, shown
from rules.shelf import Entry


def rules(entries: Iterable[Entry[Rule]], known: Known, choices: Choices) -> Iterator[Problem]:
    """A rule names things that exist and has exactly one effect."""
    for entry in entries:
        rule = entry.value
        yield from unknown(entry, ("aspect",), rule.aspect, known["aspect"], "aspect")
        yield from unknowns(entry, ("sources",), rule.sources, known["source"], "source")
        if not rule.when:
            yield entry.problem("when", says=f"{shown(rule.id)} has no clause, so it would always hold. Give it one.")
        yield from _when(entry, choices)
        yield from _effect(entry, known)


def laws(entries: Iterable[Entry[Law]], known: Known, choices: Choices) -> Iterator[Problem]:
    """A law names things that exist, has exactly one form, and an order to move along where the form needs one."""
    for entry in entries:
        yield from _when(entry, choices)
        yield from _form(entry, known, choices)


def _when(entry: Entry[Rule] | Entry[Law], choices: Choices) -> Iterator[Problem]:
    for question, wanted in entry.value.when.items():
        place = ("when", question)
        yield from unknown(entry, place, question, choices, "question")
        yield from unknowns(entry, place, wanted, choices.get(question, wanted), f"choice of {shown(question)}")
        if not wanted:
            says = f"The clause on {shown(question)} names no choice, so it never holds. Name one or remove it."
            yield entry.problem(*place, says=says)
        if choices.get(question) and choices[question] <= set(wanted):
            says = f"The clause on {shown(question)} names every choice, so it decides nothing. Remove it or narrow it."
            yield entry.problem(*place, says=says)


def _effect(entry: Entry[Rule], known: Known) -> Iterator[Problem]:
    rule = entry.value
    effects = [kind for kind in Kind if getattr(rule, kind.value)]
    if len(effects) != 1:
        found = ", ".join(effects) or "none"
        yield entry.problem(says=f"{shown(rule.id)} needs exactly one effect ({', '.join(Kind)}). Found: {found}.")
        return
    kind = effects[0]
    yield from unknowns(entry, (kind.value,), rule.options, known["option"], "option")
    if rule.look_elsewhere:
        yield from unknown(entry, (kind.value,), rule.look_elsewhere, known["alternative"], "alternative")
    weighs = kind in (Kind.SPEAKS_FOR, Kind.SPEAKS_AGAINST, Kind.LOOK_ELSEWHERE)
    if weighs != (rule.strength is not None):
        yield entry.problem("strength", says=f"{kind} {'needs' if weighs else 'takes no'} strength (strong or slight).")
    if (kind is Kind.WARNS) != (rule.setting is not None):
        yield entry.problem("setting", says="A warning needs the setting that removes the risk; nothing else has one.")


def _form(entry: Entry[Law], known: Known, choices: Choices) -> Iterator[Problem]:
    law = entry.value
    forms = [form for form in Form if getattr(law, form.value)]
    if len(forms) != 1:
        found = ", ".join(forms) or "none"
        yield entry.problem(says=f"{shown(law.id)} needs exactly one form ({', '.join(Form)}). Found: {found}.")
        return
    yield from unknowns(entry, (forms[0].value,), law.options, known["option"], "option")
    yield from _state(entry) if forms[0] is Form.NEVER else _move(entry, choices)


def _state(entry: Entry[Law]) -> Iterator[Problem]:
    law = entry.value
    if not law.when:
        yield entry.problem("when", says=f'{shown(law.id)} needs "when": the answers under which it holds.')
    for key in ("question", "order"):
        if getattr(law, key):
            yield entry.problem(key, says=f'"{key}" belongs to a law about a moving answer, not to "never". Remove it.')


def _move(entry: Entry[Law], choices: Choices) -> Iterator[Problem]:
    law = entry.value
    if law.question is None:
        yield entry.problem(says=f'{shown(law.id)} needs "question": the one whose answer moves.')
        return
    yield from unknown(entry, ("question",), law.question, choices, "question")
    of_it = choices.get(law.question, law.order)
    yield from unknowns(entry, ("order",), law.order, of_it, f"choice of {shown(law.question)}")
    if len(law.order) < 2 or len(set(law.order)) < len(law.order):
        says = f'{shown(law.id)} needs "order": two or more different choices, from the least to the most.'
        yield entry.problem("order", says=says)
    if law.question in law.when:
        says = f"The answer to {shown(law.question)} moves, so it cannot be a condition too. Remove it here."
        yield entry.problem("when", law.question, says=says)
