"""Checks what a single entry cannot know: that ids exist, are unique, and that a rule says exactly one thing."""

import re
from collections.abc import Iterable, Iterator, Mapping

from rules.model import Alternative, Answers, Aspect, Case, Example, Expectation, Form, Kind, Law, Question, Rule
from rules.problems import Problem, did_you_mean
from rules.shelf import Entry
from rules.words import Word

Told = Iterable[Entry[Case]] | Iterable[Entry[Example]]
ID = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
MOST_ID = 48
Choices = Mapping[str, frozenset[str]]
Known = Mapping[str, frozenset[str]]


def ids(entries: Iterable[Entry], kind: str) -> Iterator[Problem]:  # type: ignore[type-arg]
    """Ids are permanent and part of links: plain, short, used once."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.value.id
        if not ID.fullmatch(name) or len(name) > MOST_ID:
            yield entry.problem("id", says=f'"{name}" is not an id: use a to z, 0 to 9, "_" or "-", at most {MOST_ID}.')
        if name in seen:
            yield entry.problem("id", says=f'The {kind} "{name}" is defined twice. Rename or remove one.')
        seen.add(name)


def questions(entries: Iterable[Entry[Question]], known: Known) -> Iterator[Problem]:
    """Every question belongs to a group and offers two to five different choices."""
    for entry in entries:
        question = entry.value
        yield from _unknown(entry, ("group",), (question.group,), known["group"], "group")
        if not 2 <= len(question.choices) <= 5:
            yield entry.problem("choices", says=f'"{question.id}" has {len(question.choices)} choices. Offer 2 to 5.')
        seen: set[str] = set()
        for number, choice in enumerate(question.choices):
            if choice.id in seen or not ID.fullmatch(choice.id):
                yield entry.problem("choices", number, "id", says=f'"{choice.id}" is used twice or is not an id.')
            seen.add(choice.id)


def sourced(entries: Iterable[Entry[Alternative]] | Iterable[Entry[Aspect]], known: Known) -> Iterator[Problem]:
    """Every source that is named can be looked up."""
    for entry in entries:
        yield from _unknown(entry, ("sources",), entry.value.sources, known["source"], "source")


def rules(entries: Iterable[Entry[Rule]], known: Known, choices: Choices) -> Iterator[Problem]:
    """A rule names things that exist and has exactly one effect."""
    for entry in entries:
        rule = entry.value
        yield from _unknown(entry, ("aspect",), (rule.aspect,), known["aspect"], "aspect")
        yield from _unknown(entry, ("sources",), rule.sources, known["source"], "source")
        if not rule.when:
            yield entry.problem("when", says=f'"{rule.id}" has no clause, so it would always hold. Give it one.')
        yield from _when(entry, choices)
        yield from _effect(entry, known)


def laws(entries: Iterable[Entry[Law]], known: Known, choices: Choices) -> Iterator[Problem]:
    """A law names things that exist, has exactly one form, and an order to move along where the form needs one."""
    for entry in entries:
        yield from _when(entry, choices)
        yield from _form(entry, known, choices)


def told(entries: Told, known: Known, choices: Choices) -> Iterator[Problem]:
    """Cases and worked examples answer questions that exist and expect what can be said."""
    for entry in entries:
        yield from _answers(entry, entry.value.answers, choices)
        yield from _expectation(entry, entry.value.expect, known)


def _when(entry: Entry[Rule] | Entry[Law], choices: Choices) -> Iterator[Problem]:
    for question, wanted in entry.value.when.items():
        yield from _unknown(entry, ("when", question), (question,), choices, "question")
        yield from _unknown(entry, ("when", question), wanted, choices.get(question, wanted), f'choice of "{question}"')
        if question in choices and choices[question] <= set(wanted):
            says = f'The clause on "{question}" names every choice, so it decides nothing. Remove it or narrow it.'
            yield entry.problem("when", question, says=says)


def _effect(entry: Entry[Rule], known: Known) -> Iterator[Problem]:
    rule = entry.value
    effects = [kind for kind in Kind if getattr(rule, kind.value)]
    if len(effects) != 1:
        found = ", ".join(effects) or "none"
        yield entry.problem(says=f'"{rule.id}" needs exactly one effect ({", ".join(Kind)}). Found: {found}.')
        return
    kind = effects[0]
    yield from _unknown(entry, (kind.value,), rule.options, known["option"], "option")
    if rule.look_elsewhere:
        yield from _unknown(entry, (kind.value,), (rule.look_elsewhere,), known["alternative"], "alternative")
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
        yield entry.problem(says=f'"{law.id}" needs exactly one form ({", ".join(Form)}). Found: {found}.')
        return
    yield from _unknown(entry, (forms[0].value,), law.options, known["option"], "option")
    yield from _state(entry) if forms[0] is Form.NEVER else _move(entry, choices)


def _state(entry: Entry[Law]) -> Iterator[Problem]:
    law = entry.value
    if not law.when:
        yield entry.problem("when", says=f'"{law.id}" needs "when": the answers under which it holds.')
    for key in ("question", "order"):
        if getattr(law, key):
            yield entry.problem(key, says=f'"{key}" belongs to a law about a moving answer, not to "never". Remove it.')


def _move(entry: Entry[Law], choices: Choices) -> Iterator[Problem]:
    law = entry.value
    if law.question is None:
        yield entry.problem(says=f'"{law.id}" needs "question": the one whose answer moves.')
        return
    yield from _unknown(entry, ("question",), (law.question,), choices, "question")
    of_it = choices.get(law.question, law.order)
    yield from _unknown(entry, ("order",), law.order, of_it, f'choice of "{law.question}"')
    if len(law.order) < 2 or len(set(law.order)) < len(law.order):
        says = f'"{law.id}" needs "order": two or more different choices, from the least to the most.'
        yield entry.problem("order", says=says)
    if law.question in law.when:
        says = f'The answer to "{law.question}" moves, so it cannot be a condition too. Remove it here.'
        yield entry.problem("when", law.question, says=says)


def _answers(entry: Entry[Case] | Entry[Example], answers: Answers, choices: Choices) -> Iterator[Problem]:
    for question, choice in answers.items():
        place = ("answers", question)
        yield from _unknown(entry, place, (question,), choices, "question")
        yield from _unknown(entry, place, (choice,), choices.get(question, (choice,)), f'choice of "{question}"')


def _expectation(entry: Entry[Case] | Entry[Example], expect: Expectation, known: Known) -> Iterator[Problem]:
    for key, kind in (("option", "option"), ("instead", "alternative")):
        if value := getattr(expect, key):
            yield from _unknown(entry, ("expect", key), (value,), known[kind], kind)
    for key in ("fires", "silent"):
        yield from _unknown(entry, ("expect", key), getattr(expect, key), known["rule"], "rule")
    if expect.word:
        yield from _unknown(entry, ("expect", "word"), (expect.word,), list(Word), "word")


def _unknown(
    entry: Entry,  # type: ignore[type-arg]
    path: tuple[str, ...],
    named: Iterable[str],
    known: Iterable[str],
    kind: str,
) -> Iterator[Problem]:
    for name in named:
        if name not in known:
            yield entry.problem(*path, says=f'Unknown {kind} "{name}".{did_you_mean(name, known)}')
