"""Checks the cases and worked examples of a rulebook: what they expect must be what comes out."""

from collections.abc import Iterator

from rules.audit.finding import Finding, Gate
from rules.audit.holding import holds
from rules.evaluate import outcome, recommend
from rules.model import Answers, Case, Example, Expectation, Rulebook


def failed_cases(rulebook: Rulebook) -> Iterator[Finding]:
    """Every case or example whose expectation does not hold."""
    told: tuple[Case | Example, ...] = (*rulebook.cases, *rulebook.examples)
    for case in told:
        if wrong := list(deviations(case.answers, case.expect, rulebook)):
            kind, name = _key(case)
            yield Finding(
                gate=Gate.FAILED_CASE,
                says=f'The {kind} "{name}" does not come out as it says. {" ".join(wrong)}',
                place=rulebook.places.get((kind, name)),
                witness=dict(case.answers),
            )


def deviations(answers: Answers, expect: Expectation, rulebook: Rulebook) -> Iterator[str]:
    """In sentences, what came out instead of what was expected."""
    found = outcome(answers, rulebook)
    yield from _otherwise("option", expect.option, found.option)
    yield from _otherwise("instead", expect.instead, found.instead)
    if expect.word:
        yield from _otherwise("word", expect.word, recommend(answers, rulebook).word)
    held = {rule.id: holds(rule, answers) for rule in rulebook.rules if rule.id in expect.fires + expect.silent}
    yield from (f'The rule "{name}" should hold.' for name in expect.fires if not held[name])
    yield from (f'The rule "{name}" should not hold.' for name in expect.silent if held[name])


def _otherwise(key: str, expected: str | None, found: str | None) -> Iterator[str]:
    if expected is not None and expected != found:
        yield f'Expected {key} "{expected}", found "{found or "none"}".'


def _key(case: Case | Example) -> tuple[str, str]:
    return ("case", case.name) if isinstance(case, Case) else ("example", case.id)
