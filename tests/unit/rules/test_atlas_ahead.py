"""What is still possible, which questions can matter, and which one to ask next."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping
from math import isclose, log2
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings

from rules import Rulebook, recommend, shipped_rulebook
from rules.atlas import Ahead, Atlas, atlas
from rules.model import Answers
from rules.recommendation import Outcome
from tests.unit.rules.generated_rulebooks import Size, generated, shuffled
from tests.unit.rules.small_rulebooks import answer_sets, book, completions, rule, rulebooks

Told = list[tuple[Answers, Outcome]]
GENERATED = {
    f"{options} options, {aspects} aspects": shuffled(generated(seed, size), seed)
    for options, aspects in [(2, 1), (3, 6), (8, 20)]
    for seed, size in enumerate([Size(questions=5, choices=3, rules=18, options=options, aspects=aspects)] * 2)
}


def told(rulebook: Rulebook, answers: Answers) -> Told:
    """All completions of some answers, each with what is recommended."""
    return [(complete, recommend(complete, rulebook).outcome) for complete in completions(rulebook, answers)]


def matters(everybody: Told, question: str) -> bool:
    """Whether two completions that differ in nothing but one question have different outcomes."""
    found: dict[tuple[tuple[str, str], ...], set[Outcome]] = {}
    for answers, outcome in everybody:
        others = tuple(item for item in answers.items() if item[0] != question)
        found.setdefault(others, set()).add(outcome)
    return any(len(outcomes) > 1 for outcomes in found.values())


def doubt(everybody: Told, question: str, part: Callable[[Outcome], object]) -> float:
    """The mean, over the answers to a question, of the bits of doubt that are left."""
    parts: dict[str, Counter[object]] = {}
    for answers, outcome in everybody:
        parts.setdefault(answers[question], Counter())[part(outcome)] += 1
    return sum(_bits(counts.values()) for counts in parts.values()) / len(parts)


def _bits(counts: Collection[int]) -> float:
    shares = [count / sum(counts) for count in counts]
    return -sum(share * log2(share) for share in shares)


def _ranking(outcome: Outcome) -> tuple[str, bool]:
    return outcome.option, outcome.fits


def _headline(outcome: Outcome) -> str | None:
    return outcome.instead


Part = TypeVar("Part", bound=Hashable)


def close(shares: Mapping[Part, float], parts: Collection[Part]) -> bool:
    """Whether shares are those of the parts, but for rounding."""
    counts = Counter(parts)
    return shares.keys() == counts.keys() and all(isclose(shares[part] * len(parts), n) for part, n in counts.items())


def check(rulebook: Rulebook, answers: Answers) -> None:
    """Compare what is said to be ahead with all completions."""
    ahead, everybody = Atlas(rulebook).ahead(answers), told(rulebook, answers)
    assert close(ahead.options, [_ranking(outcome) for _, outcome in everybody])
    assert close(ahead.elsewhere, [_headline(outcome) for _, outcome in everybody])
    for each in ahead.prospects:
        assert each.matters == matters(everybody, each.question)
        expected = doubt(everybody, each.question, _ranking) + doubt(everybody, each.question, _headline)
        assert isclose(each.doubt, expected, abs_tol=1e-9)
    assert {each.question for each in ahead.prospects} == {q.id for q in rulebook.questions} - answers.keys()
    assert (ahead.next is None) == (len({outcome for _, outcome in everybody}) == 1)
    assert _in_order(ahead)


def _in_order(ahead: Ahead) -> bool:
    order = [(not each.matters, round(each.doubt, 9)) for each in ahead.prospects]
    return order == sorted(order)


@settings(max_examples=150, deadline=None)
@given(rulebooks(), answer_sets)
def test_what_is_ahead_is_what_all_completions_say(rulebook: Rulebook, answers: Answers) -> None:
    check(rulebook, answers)


@pytest.mark.parametrize("rulebook", GENERATED.values(), ids=GENERATED)
def test_what_is_ahead_in_larger_rulebooks_is_what_all_completions_say(rulebook: Rulebook) -> None:
    chance = Random(rulebook.digest)
    for _ in range(6):
        known = chance.sample(rulebook.questions, chance.randrange(6))
        check(rulebook, {each.id: chance.choice(each.choices).id for each in known})


def test_what_is_ahead_of_the_shipped_rulebook_is_what_all_completions_say() -> None:
    """With five open questions, some hundred completions each."""
    rulebook, chance = shipped_rulebook(), Random(1)
    for _ in range(8):
        known = chance.sample(rulebook.questions, len(rulebook.questions) - 5)
        check(rulebook, {each.id: chance.choice(each.choices).id for each in known})


def test_it_is_time_to_stop_when_no_question_can_matter() -> None:
    here = Atlas(book(rule("far", {"distance": ("far",)}, speaks_for=("drive",), strength="strong")))

    assert here.ahead({}).next == "distance"
    assert [each.question for each in here.ahead({}).prospects if each.matters] == ["distance"]
    after = here.ahead({"distance": "far"})
    assert (after.left, after.can_matter, after.next) == (2, 0, None)


def test_the_question_that_settles_most_is_asked_first() -> None:
    far = rule("far", {"distance": ("far",)}, "time", speaks_for=("drive",), strength="strong")
    rain = rule("rain", {"weather": ("rain",)}, "comfort", speaks_for=("cycle",), strength="slight")

    assert Atlas(book(far, rain)).ahead({}).next == "distance"
    assert Atlas(book(far, rain)).ahead({"distance": "far"}).next is None


def test_asking_in_order_ends_when_everybody_has_the_same_outcome() -> None:
    """Random people answer what they are asked next; what they were not asked could not have changed anything."""
    rulebook, chance = shipped_rulebook(), Random(2)
    here = atlas(rulebook)
    choices = {each.id: [choice.id for choice in each.choices] for each in rulebook.questions}
    for _ in range(20):
        answers: dict[str, str] = {}
        while question := here.ahead(answers).next:
            answers[question] = chance.choice(choices[question])
        rest = [{name: chance.choice(names) for name, names in choices.items()} | answers for _ in range(5)]

        assert here.shares(answers).keys() == {recommend(complete, rulebook).outcome for complete in rest}
