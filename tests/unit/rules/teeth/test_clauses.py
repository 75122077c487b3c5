"""A clause decides once if two answer sets, one answer apart, show that it does; few of them are found."""

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import Phase, given, settings

from rules import recommend
from rules.model import Kind, Rulebook
from rules.teeth.duties import Duty, duties, pairs, superfluous, undone
from rules.teeth.mcdc import Undecided, decisive
from rules.teeth.mutants import mutants
from rules.teeth.neighbourhood import contexts, sizes
from rules.teeth.sight import Sight
from tests.unit.rules.any_rulebook import any_rulebook
from tests.unit.rules.small_rulebooks import book, rule

HEAVY = settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
FAR_IS_A_DRIVE = rule("far", {"distance": ("far",)}, speaks_for=("drive",), strength="strong")
NOTHING = np.zeros((0, 3), np.int8)


def left(rulebook: Rulebook, *answer_sets: Mapping[str, str]) -> set[str]:
    """The rules with a clause that these answer sets do not show to decide."""
    sight = Sight(rulebook)
    return {duty.rule for duty in undone(sight, sight.batch.cells(answer_sets))}


def test_two_answer_sets_with_one_answer_changed_show_that_a_clause_decides() -> None:
    assert left(book(FAR_IS_A_DRIVE), {"distance": "far"}, {"distance": "near"}) == set()


def test_an_answer_that_is_left_out_is_no_changed_answer() -> None:
    assert left(book(FAR_IS_A_DRIVE), {"distance": "far"}, {}) == {"far"}


def test_two_changed_answers_do_not_show_which_of_them_decides() -> None:
    one, other = {"distance": "far", "load": "bag"}, {"distance": "near", "load": "none"}

    assert left(book(FAR_IS_A_DRIVE), one, other) == {"far"}


def test_a_rule_that_changes_nothing_here_does_not_decide_here() -> None:
    same = rule("same", {"distance": ("far",)}, aspect="cost", speaks_for=("drive",), strength="strong")

    assert left(book(FAR_IS_A_DRIVE, same), {"distance": "far"}, {"distance": "near"}) == {"far", "same"}


def test_a_warning_decides_only_where_its_option_is_recommended() -> None:
    warns = rule("rain", {"weather": ("rain",)}, warns=("drive",))
    far = {"distance": "far"}

    assert left(book(FAR_IS_A_DRIVE, warns), {"weather": "rain"}, {"weather": "dry"}) >= {"rain"}
    assert "rain" not in left(book(FAR_IS_A_DRIVE, warns), far | {"weather": "rain"}, far | {"weather": "dry"})


def test_few_answer_sets_are_found_and_always_the_same() -> None:
    sight = Sight(book(FAR_IS_A_DRIVE, rule("bag", {"load": ("bag",)}, aspect="cost", warns=("walk",))))

    found = decisive(sight, NOTHING)

    assert len(found) == 4
    assert (found == decisive(sight, NOTHING)).all()


def test_answer_sets_that_are_of_use_stay_and_the_others_go() -> None:
    sight = Sight(book(FAR_IS_A_DRIVE))
    kept = [{"distance": "far", "load": "bag"}, {"weather": "dry"}, {"distance": "abroad", "load": "bag"}]

    found = decisive(sight, sight.batch.cells(kept))

    assert [sight.batch.answers(cell) for cell in found] == [kept[0], kept[2]]


def test_a_clause_that_decides_nothing_is_told() -> None:
    silent = rule("silent", {"load": ("bag",)}, speaks_against=("drive",), strength="slight")

    with pytest.raises(Undecided, match=r"silent \(load\)"):
        decisive(Sight(book(silent)), NOTHING)


@HEAVY
@given(any_rulebook())
def test_all_clauses_that_can_decide_are_shown_to_with_nothing_to_spare(rulebook: Rulebook) -> None:
    sight = Sight(rulebook)
    everything = contexts(sizes(sight.batch), frozenset(), len(rulebook.questions))
    never = undone(sight, everything)

    if never:
        with pytest.raises(Undecided) as caught:
            decisive(sight, everything[:0])
        assert all(f"{duty.rule} ({duty.question})" in str(caught.value) for duty in never)
        return
    found = decisive(sight, everything[:0])
    assert undone(sight, found) == ()
    assert superfluous(pairs(sight, found), len(found)) == []


@HEAVY
@given(any_rulebook())
def test_what_decides_is_what_the_engine_says(rulebook: Rulebook) -> None:
    sight = Sight(rulebook)
    cells = contexts(sizes(sight.batch), frozenset(), 2)
    found = pairs(sight, cells)
    answers = [sight.batch.answers(cell) for cell in cells]
    owed = duties(rulebook)

    for (one, other), done in zip(found.ends.tolist(), found.done, strict=True):
        shown = {duty for duty, each in zip(owed, done, strict=True) if each}
        assert shown == {duty for duty in owed if decides(duty, answers[one], answers[other], rulebook)}


def decides(duty: Duty, one: Mapping[str, str], other: Mapping[str, str], rulebook: Rulebook) -> bool:
    """Whether a clause decides between answer sets that differ in one answer, worked out the long way."""
    claim = next(rule for rule in rulebook.rules if rule.id == duty.rule)
    if one.get(duty.question) == other.get(duty.question) or not fires(claim.when, one) or fires(claim.when, other):
        return False
    if claim.kind is Kind.WARNS:
        return recommend(one, rulebook).outcome.option in claim.warns
    if claim.look_elsewhere and claim.strength == "slight":
        return True
    without = next(each for each in mutants(rulebook) if each.rule is claim and each.change == "dropped")
    return headline(one, rulebook) not in (headline(other, rulebook), headline(one, without.rulebook(rulebook)))


def fires(when: Mapping[str, tuple[str, ...]], answers: Mapping[str, str]) -> bool:
    """Whether all clauses hold."""
    return all(answers.get(question) in wanted for question, wanted in when.items())


def headline(answers: Mapping[str, str], rulebook: Rulebook) -> tuple[str, str | None]:
    """Option and alternative."""
    outcome = recommend(answers, rulebook).outcome
    return outcome.option, outcome.instead
