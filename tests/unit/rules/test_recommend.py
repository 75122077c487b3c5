"""The engine, on small rulebooks about nothing in particular."""

import pytest
from hypothesis import given, settings

from rules import Influence, Step, UnknownAnswer, Word, recommend
from rules.model import Rulebook
from tests.unit.rules.small_rulebooks import answer_sets, book, completions, rule, rulebooks, slow_outcome

FAR = {"distance": ("far",)}
RAIN = {"weather": ("rain",)}


def test_an_option_that_is_ruled_out_cannot_win_however_much_speaks_for_it() -> None:
    rulebook = book(
        rule("too-far", FAR, rules_out=("walk",)),
        rule("fresh-air", FAR, "comfort", speaks_for=("walk",), strength="strong"),
        rule("free", FAR, "cost", speaks_for=("walk",), strength="strong"),
    )

    found = recommend({"distance": "far"}, rulebook)

    assert found.outcome.option == "cycle"
    assert [(why.option, why.step) for why in found.why_not][-1] == ("walk", Step.RULED_OUT)


def test_one_strong_reason_beats_any_number_of_slight_ones() -> None:
    rulebook = book(
        rule("quick", FAR, "time", speaks_for=("drive",), strength="strong"),
        rule("healthy", FAR, "comfort", speaks_for=("walk",), strength="slight"),
        rule("cheap", FAR, "cost", speaks_for=("walk",), strength="slight"),
    )

    found = recommend({"distance": "far"}, rulebook)

    assert found.outcome.option == "drive"
    assert found.worth == 2


def test_within_one_aspect_only_the_strongest_reason_counts() -> None:
    rulebook = book(
        *[rule(f"soft-{n}", FAR, "comfort", speaks_for=("drive",), strength="strong") for n in range(3)],
        rule("cheap", FAR, "cost", speaks_for=("cycle",), strength="strong"),
    )

    found = recommend({"distance": "far"}, rulebook)

    assert found.outcome.option == "cycle"
    drive = next(standing for standing in found.ranking if standing.option == "drive")
    assert [reason.counts for reason in drive.for_it] == [True, False, False]


def test_reasons_for_and_against_of_the_same_strength_cancel_within_an_aspect() -> None:
    rulebook = book(
        rule("dry-inside", RAIN, "comfort", speaks_for=("drive",), strength="strong"),
        rule("traffic", RAIN, "comfort", speaks_against=("drive",), strength="strong"),
    )

    drive = next(
        standing for standing in recommend({"weather": "rain"}, rulebook).ranking if standing.option == "drive"
    )

    assert (drive.strong, drive.slight) == (0, 0)
    assert not any(reason.counts for reason in drive.for_it + drive.against_it)


def test_a_verdict_that_only_the_number_of_parts_decided_is_tied() -> None:
    rulebook = book(rule("any", RAIN, speaks_for=("walk", "cycle"), strength="strong"))

    found = recommend({"distance": "near", "weather": "rain", "load": "none"}, rulebook)

    assert found.word is Word.TIED
    assert found.outcome.option == "walk"


def test_a_verdict_that_one_changed_answer_moves_is_contestable_and_names_the_answer() -> None:
    rulebook = book(rule("wet", RAIN, speaks_for=("drive",), strength="strong"))

    found = recommend({"distance": "near", "weather": "rain", "load": "none"}, rulebook)

    assert found.word is Word.CONTESTABLE
    assert [(flip.question, flip.was, flip.choice, flip.outcome.option) for flip in found.flips] == [
        ("weather", "rain", "dry", "walk")
    ]


def test_a_verdict_that_no_single_answer_moves_is_settled() -> None:
    rulebook = book(
        rule("wet", RAIN, "comfort", speaks_for=("drive",), strength="strong"),
        rule("far", FAR, "time", speaks_for=("drive",), strength="strong"),
    )

    found = recommend({"distance": "far", "weather": "rain", "load": "none"}, rulebook)

    assert found.word is Word.SETTLED
    assert found.flips == ()


def test_an_unknown_answer_never_reads_as_no() -> None:
    rulebook = book(rule("wet", RAIN, speaks_for=("drive",), strength="strong"))

    found = recommend({}, rulebook)

    assert found.word is Word.UNDECIDED
    assert set(found.possible) == {"walk", "drive"}
    assert found.decides == "weather"
    assert {one.question: one.influence for one in found.unknown} == {
        "distance": Influence.NONE,
        "weather": Influence.ALONE,
        "load": Influence.NONE,
    }


def test_an_open_question_whose_every_answer_moves_the_verdict_leaves_it_undecided() -> None:
    rulebook = book(
        rule("either-way-wet", {"weather": ("rain", "dry")}, speaks_for=("drive",), strength="strong"),
    )

    found = recommend({"distance": "near", "load": "none"}, rulebook)

    assert found.outcome.option == "walk"
    assert found.possible == ("drive",)
    assert found.word is Word.UNDECIDED


def test_two_unknown_answers_that_matter_only_together_are_said_to() -> None:
    rulebook = book(rule("wet-and-far", RAIN | FAR, speaks_for=("drive",), strength="strong"))

    found = recommend({"load": "none"}, rulebook)

    assert found.word is Word.UNDECIDED
    assert {one.influence for one in found.unknown} == {Influence.TOGETHER}


def test_a_strong_look_elsewhere_makes_the_headline_and_a_slight_one_is_a_caution() -> None:
    rulebook = book(
        rule("too-wet", RAIN, look_elsewhere="stay", strength="slight"),
        rule("abroad", {"distance": ("abroad",)}, look_elsewhere="fly", strength="strong"),
    )

    found = recommend({"distance": "abroad", "weather": "rain"}, rulebook)

    assert found.outcome.instead == "fly"
    assert [(one.alternative, one.strong) for one in found.advice] == [("fly", True), ("stay", False)]


def test_when_everything_is_ruled_out_the_nearest_is_named_and_does_not_fit() -> None:
    rulebook = book(
        rule("overseas", {"distance": ("abroad",)}, rules_out=("walk", "cycle", "drive")),
        rule("seats", {"distance": ("abroad",)}, speaks_for=("drive",), strength="slight"),
    )

    found = recommend({"distance": "abroad"}, rulebook)

    assert (found.outcome.option, found.outcome.fits) == ("drive", False)
    assert found.winner.option == "drive"


def test_warnings_are_those_of_the_winner_and_do_not_move_the_verdict() -> None:
    rulebook = book(
        rule("blisters", FAR, warns=("walk",), setting="good shoes"),
        rule("flat-tyre", FAR, warns=("cycle",), setting="a pump"),
    )

    found = recommend({"distance": "far"}, rulebook)

    assert [warning.id for warning in found.warnings] == ["blisters"]


@pytest.mark.parametrize("answers", [{"distanze": "far"}, {"distance": "farr"}])
def test_an_answer_that_the_rulebook_does_not_have_is_refused_with_a_suggestion(answers: dict[str, str]) -> None:
    with pytest.raises(UnknownAnswer, match="Did you mean"):
        recommend(answers, book(rule("far", FAR, rules_out=("walk",))))


@settings(max_examples=300, deadline=None)
@given(rulebook=rulebooks(), answers=answer_sets)
def test_the_quick_engine_agrees_with_the_slow_one(rulebook: Rulebook, answers: dict[str, str]) -> None:
    found = recommend(answers, rulebook)

    assert (found.outcome.option, found.outcome.instead) == slow_outcome(rulebook, answers) or not found.outcome.fits


@settings(max_examples=300, deadline=None)
@given(rulebook=rulebooks(), answers=answer_sets)
def test_what_is_still_possible_is_exactly_what_some_completion_gives(
    rulebook: Rulebook, answers: dict[str, str]
) -> None:
    found = recommend(answers, rulebook)

    ends = [recommend(complete, rulebook).outcome for complete in completions(rulebook, answers)]
    assert set(found.possible) == {end.option for end in ends}
    assert (found.word is Word.UNDECIDED) == (set(ends) != {found.outcome})


@settings(max_examples=300, deadline=None)
@given(rulebook=rulebooks(), answers=answer_sets)
def test_the_flips_are_exactly_the_single_answers_that_change_the_outcome(
    rulebook: Rulebook, answers: dict[str, str]
) -> None:
    found = recommend(answers, rulebook)

    expected = {
        (question.id, choice.id)
        for question in rulebook.questions
        for choice in question.choices
        if recommend(answers | {question.id: choice.id}, rulebook).outcome != found.outcome
    }
    assert {(flip.question, flip.choice) for flip in found.flips} == expected


@settings(max_examples=200, deadline=None)
@given(rulebook=rulebooks(), answers=answer_sets)
def test_an_unknown_answer_that_is_said_not_to_matter_changes_no_completion(
    rulebook: Rulebook, answers: dict[str, str]
) -> None:
    for unknown in recommend(answers, rulebook).unknown:
        if unknown.influence is Influence.NONE:
            others = {name for one in rulebook.questions if (name := one.id) not in answers} - {unknown.question}
            ends: dict[tuple[str, ...], set[object]] = {}
            for complete in completions(rulebook, answers):
                ends.setdefault(tuple(complete[name] for name in sorted(others)), set()).add(
                    slow_outcome(rulebook, complete)
                )
            assert all(len(found) == 1 for found in ends.values())
