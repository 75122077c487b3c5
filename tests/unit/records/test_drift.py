"""A decision is asked again under today's rulebook: it holds, its word changed, or its verdict did, by which rules."""

from dataclasses import replace

import pytest

from records import page
from records.drift import Change, How, drift
from rules import Rule, Rulebook
from tests.unit.records.samples import book, every_example, record

PAYMENTS = record("payments").answers


def without(*rules: str) -> Rulebook:
    """The shipped rulebook without some of its rules."""
    return replace(book(), version="2027.1", rules=tuple(rule for rule in book().rules if rule.id not in rules))


def with_rule(**changes: object) -> Rulebook:
    """The shipped rulebook with one more rule against Celery with RabbitMQ."""
    rule = next(rule for rule in book().rules if rule.id == "workers-are-python")
    more = replace(rule, id="no-more-celery", when={"language": ("python",)}, **changes)  # type: ignore[arg-type]
    return replace(book(), version="2027.1", rules=(*book().rules, more))


def moved(then: Rulebook, today: Rulebook) -> dict[str, How]:
    return {one.rule.id: one.how for one in drift(PAYMENTS, then, today).moved}


@pytest.mark.parametrize("example", every_example())
def test_under_the_same_rulebook_a_decision_holds(example: str) -> None:
    found = drift(record(example).answers, book(), book())

    assert (found.change, found.moved, found.dropped) == (Change.HOLDS, (), ())


def test_a_new_rule_that_turns_the_verdict_is_named() -> None:
    found = drift(PAYMENTS, book(), with_rule())

    assert found.change is Change.VERDICT
    assert moved(book(), with_rule()) == {"no-more-celery": How.NEW}


def test_a_rule_that_is_gone_is_named_though_the_verdict_holds() -> None:
    assert moved(book(), without("backoff-is-built-in")) == {"backoff-is-built-in": How.GONE}
    assert drift(PAYMENTS, book(), without("backoff-is-built-in")).change is not Change.VERDICT


def test_a_rule_that_weighs_otherwise_is_named() -> None:
    def weaker(rule: Rule) -> Rule:
        slight = next(each.strength for each in book().rules if each.strength == "slight")
        return replace(rule, strength=slight) if rule.id == "backoff-is-built-in" else rule

    today = replace(book(), rules=tuple(map(weaker, book().rules)))

    assert moved(book(), today) == {"backoff-is-built-in": How.CHANGED}


def test_a_rule_that_is_only_worded_otherwise_moves_nothing() -> None:
    today = replace(book(), rules=tuple(replace(rule, because=f"{rule.because} Still.") for rule in book().rules))

    assert moved(book(), today) == {}


def test_an_answer_that_is_not_asked_any_more_is_told() -> None:
    questions = tuple(question for question in book().questions if question.id != "watching")
    rules = tuple(rule for rule in book().rules if "watching" not in rule.when)
    today = replace(book(), questions=questions, rules=rules)

    found = drift(PAYMENTS, book(), today)

    assert [one.name for one in found.dropped] == ["watching"]


def test_the_page_says_what_became_of_the_decision() -> None:
    assert "still holds under rulebook" in page.permalink(record(), book())
    changed = page.permalink(record(), with_rule())
    assert "Not any more" in changed
    assert "New since then" in changed
    assert "<script" not in changed
