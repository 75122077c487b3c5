"""The atlas counts the outcome of every answer set, exactly."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings

from rules import Rulebook, recommend, shipped_rulebook
from rules.atlas import Atlas, Share, atlas
from rules.model import Answers
from rules.recommendation import Outcome
from tests.unit.rules.generated_rulebooks import Size, generated, shuffled
from tests.unit.rules.small_rulebooks import answer_sets, book, completions, question, rule, rulebooks

SIZES = {
    "one question": Size(questions=1, choices=2, rules=3, aspects=2, clauses=(1,)),
    "one aspect": Size(questions=8, choices=3, rules=20, aspects=1),
    "many aspects": Size(questions=8, aspects=30),
    "loose": Size(questions=9, choices=3, rules=12, aspects=40, clauses=(1,)),
    "no alternatives": Size(questions=8, choices=3, rules=20, alternatives=0),
    "two options": Size(questions=8, choices=3, rules=20, aspects=20, options=2),
    "eight options": Size(questions=6, aspects=30, options=8),
    "many alternatives": Size(questions=6, rules=80, aspects=30, alternatives=64),
    "plain": Size(questions=9),
}
KNOWN: list[Answers] = [{}, {"question-0": "choice-1"}]


def told_to_everybody(rulebook: Rulebook, answers: Answers) -> Share:
    """How often each outcome is recommended when all completions of some answers are asked for."""
    return Counter(recommend(complete, rulebook).outcome for complete in completions(rulebook, answers))


def sizes() -> dict[str, Rulebook]:
    """Two rulebooks of each size, in no particular order."""
    return {
        f"{name} {seed}": shuffled(generated(seed, size), seed) for name, size in SIZES.items() for seed in range(2)
    }


@settings(max_examples=150, deadline=None)
@given(rulebooks(), answer_sets)
def test_shares_are_what_is_recommended_to_everybody(rulebook: Rulebook, answers: Answers) -> None:
    assert Atlas(rulebook).shares(answers) == told_to_everybody(rulebook, answers)


@settings(max_examples=50, deadline=None)
@given(rulebooks(), answer_sets)
def test_every_listed_cell_is_what_is_recommended(rulebook: Rulebook, answers: Answers) -> None:
    """Also where answers are fixed and where questions stay unanswered."""
    here = Atlas(rulebook)
    open_questions = [each for each in rulebook.questions if each.id not in answers]
    listed = open_questions[:2][::-1]

    cells = here.listing([each.id for each in listed], answers)

    assert cells.shape == tuple(len(each.choices) for each in listed)
    for index in np.ndindex(cells.shape):
        chosen = {each.id: each.choices[i].id for each, i in zip(listed, index, strict=True)}
        assert here.codes.outcome(int(cells[index])) == recommend({**answers, **chosen}, rulebook).outcome


@pytest.mark.parametrize("answers", KNOWN, ids=str)
@pytest.mark.parametrize("rulebook", sizes().values(), ids=sizes())
def test_counting_and_listing_agree(rulebook: Rulebook, answers: Answers) -> None:
    here = Atlas(rulebook)

    listed = here.listing([each.id for each in rulebook.questions if each.id not in answers], answers)

    codes, counts = np.unique(listed, return_counts=True)
    outcomes = [here.codes.outcome(code) for code in codes]
    assert here.shares(answers) == dict(zip(outcomes, counts.tolist(), strict=True))


def test_random_cells_of_the_shipped_rulebook_are_listed_as_recommended() -> None:
    """Nine questions that many rules ask, a million cells; five hundred of them, and a share, are looked at."""
    rulebook = shipped_rulebook()
    asked = sorted(rulebook.questions, key=lambda each: -sum(each.id in r.when for r in rulebook.rules))[:9]
    chance = np.random.default_rng(0)

    cells = atlas(rulebook).listing([each.id for each in asked])

    for index in chance.integers(0, cells.shape, (500, 9)).tolist():
        answers = {each.id: each.choices[i].id for each, i in zip(asked, index, strict=True)}
        assert atlas(rulebook).codes.outcome(cells[tuple(index)]) == recommend(answers, rulebook).outcome


def test_the_last_questions_of_the_shipped_rulebook_are_counted_as_they_are_listed() -> None:
    """Fifteen answers are given; the other nine questions have a hundred thousand answer sets and more."""
    rulebook = shipped_rulebook()
    chance = np.random.default_rng(0)
    for _ in range(5):
        order = chance.permutation(len(rulebook.questions))
        known = {rulebook.questions[i].id: rulebook.questions[i].choices[0].id for i in order[9:]}

        listed = atlas(rulebook).listing([rulebook.questions[i].id for i in order[:9]], known)

        codes, counts = np.unique(listed, return_counts=True)
        outcomes = [atlas(rulebook).codes.outcome(code) for code in codes]
        assert atlas(rulebook).shares(known) == dict(zip(outcomes, counts.tolist(), strict=True))


@pytest.mark.parametrize("rulebook", [shipped_rulebook(), *sizes().values()], ids=["shipped", *sizes()])
def test_the_shares_of_the_answers_to_a_question_add_up_to_all(rulebook: Rulebook) -> None:
    here = Atlas(rulebook)

    for each in rulebook.questions:
        shares = [here.per_answer[each.id, choice.id] for choice in each.choices]
        assert sum((Counter(share) for share in shares), Counter()) == here.shares()
        assert shares[0] == here.shares({each.id: each.choices[0].id})
    assert sum(here.shares().values()) == here.size


def test_more_answer_sets_than_64_bits_can_count_are_counted_exactly() -> None:
    """Forty questions of five choices: in each the first speaks for walking and the second for driving."""
    rules = [
        rule(f"{name}-{index}", {f"q{index}": (choice,)}, f"a{index}", speaks_for=(option,), strength="slight")
        for index in range(40)
        for name, choice, option in [("slow", "a", "walk"), ("quick", "b", "drive")]
    ]
    rulebook = book(*rules, questions=tuple(question(f"q{index}", *"abcde") for index in range(40)))
    here = Atlas(rulebook)

    shares = here.shares()

    ahead = {0: 1}
    for _ in range(40):
        ahead = dict(sum((Counter({lead + d: n * ways for lead, n in ahead.items()}) for d, ways in STEPS), Counter()))
    drive = sum(n for lead, n in ahead.items() if lead > 0)
    walk = sum(n for lead, n in ahead.items() if lead == 0) + sum(n for lead, n in ahead.items() if lead < 0)
    assert here.size == 5**40 > 2**63
    assert shares[Outcome("drive", None, True)] == drive
    assert sum(shares.values()) == drive + walk == 5**40
    assert sum(here.per_answer["q0", "e"].values()) == 5**39


STEPS = [(-1, 1), (1, 1), (0, 3)]
"""What a question adds to the lead of driving, and with how many of its choices."""


def test_where_every_option_is_ruled_out_the_best_of_them_does_not_fit() -> None:
    nothing = rule("piano-is-too-heavy", {"load": ("piano",)}, rules_out=("walk", "cycle", "drive"))
    far = rule("far-is-a-drive", {"distance": ("far",)}, speaks_for=("drive",), strength="strong")
    here = Atlas(book(nothing, far))

    assert here.shares({"load": "piano", "distance": "far"}) == {Outcome("drive", None, False): 2}
    assert here.shares({"load": "piano", "distance": "near"}) == {Outcome("walk", None, False): 2}
    assert here.ahead({"load": "piano", "distance": "far"}).options == {("drive", False): 1.0}


def test_of_two_alternatives_the_first_in_the_rulebook_makes_the_headline() -> None:
    fly = rule("abroad", {"distance": ("abroad",)}, look_elsewhere="fly", strength="strong")
    stay = rule("rain", {"weather": ("rain",)}, look_elsewhere="stay", strength="strong")
    here = Atlas(book(fly, stay))

    assert {outcome.instead for outcome in here.shares({"distance": "abroad", "weather": "rain"})} == {"stay"}
    assert {outcome.instead for outcome in here.shares({"distance": "abroad", "weather": "dry"})} == {"fly"}
    assert here.ahead({"distance": "abroad"}).elsewhere == {"stay": 0.5, "fly": 0.5}


def test_a_rulebook_of_one_question_without_rules_has_one_outcome() -> None:
    here = Atlas(book(questions=(question("distance", "near", "far"),)))

    assert here.shares() == {Outcome("walk", None, True): 2}
    assert here.ahead({}).next is None
    assert here.flips({}) == ()


def test_every_outcome_that_comes_out_has_an_example() -> None:
    rulebook = shipped_rulebook()
    here = atlas(rulebook)

    for outcome in here.shares():
        example = here.example(outcome)
        assert example is not None
        assert recommend(example, rulebook).outcome == outcome
        assert list(example) == [each.id for each in rulebook.questions]


def test_an_outcome_that_never_comes_out_has_no_example() -> None:
    assert Atlas(book()).example(Outcome("drive", None, True)) is None


def test_a_rulebook_has_one_atlas() -> None:
    rulebook = book()

    assert atlas(rulebook) is atlas(rulebook)


def test_too_many_answer_sets_are_not_listed_but_can_be_counted() -> None:
    rulebook = shipped_rulebook()

    with pytest.raises(ValueError, match="are too many to list; at most 50,000,000"):
        atlas(rulebook).listing([each.id for each in rulebook.questions])


def test_a_few_thousand_states_stand_for_all_answer_sets_of_the_shipped_rulebook() -> None:
    here = atlas(shipped_rulebook())

    assert here.size > 10**12
    assert here.ranking.states + here.headline.states < 20_000
