"""Mistakes that cases let pass get a case of their own, short, and none too many."""

from dataclasses import replace

import numpy as np
from hypothesis import Phase, given, settings

from rules.evaluate import outcome
from rules.model import Aspect, Case, Expectation, Rulebook
from rules.teeth.boundaries import boundaries
from rules.teeth.mutants import Mutant, mutants
from rules.teeth.proof import unseen
from rules.teeth.sight import Sight
from rules.teeth.telling import boundary_cases
from rules.teeth.verdicts import tally, verdicts
from tests.unit.rules.any_rulebook import any_rulebook
from tests.unit.rules.small_rulebooks import book, completions, question, rule

HEAVY = settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
FAR_IS_A_DRIVE = rule("far", {"distance": ("far",)}, speaks_for=("drive",), strength="strong")


def case(option: str | None = None, fires: tuple[str, ...] = (), silent: tuple[str, ...] = (), **answers: str) -> Case:
    """A case with some answers."""
    return Case(name=f"{answers}", answers=answers, expect=Expectation(option=option, fires=fires, silent=silent))


def caught(rulebook: Rulebook, *cases: Case) -> dict[str, tuple[bool, bool]]:
    """Mistake -> whether it is seen, and whether a case names it."""
    found = verdicts(replace(rulebook, cases=cases))
    return {each.mutant.change: (each.seen_by is not None, each.named_by is not None) for each in found}


def test_a_dropped_rule_is_caught_by_an_outcome_or_by_its_name() -> None:
    rulebook = book(FAR_IS_A_DRIVE)

    assert caught(rulebook, case("drive", distance="far"))["dropped"] == (True, False)
    assert caught(rulebook, case(None, ("far",), distance="far"))["dropped"] == (False, True)
    assert caught(rulebook, case("drive", distance="near"))["dropped"] == (False, False)


def test_a_missing_warning_is_seen_only_if_the_case_names_it_and_expects_its_option() -> None:
    rulebook = book(rule("rain", {"weather": ("rain",)}, warns=("walk",)))

    assert caught(rulebook, case("walk", ("rain",), weather="rain"))["dropped"] == (True, True)
    assert caught(rulebook, case(None, ("rain",), weather="rain"))["dropped"] == (False, True)
    assert caught(rulebook, case("walk", weather="rain"))["dropped"] == (False, False)


def test_a_missing_caution_is_seen_wherever_a_case_names_it() -> None:
    rulebook = book(rule("far", {"distance": ("far",)}, look_elsewhere="fly", strength="slight"))

    assert caught(rulebook, case(None, ("far",), distance="far"))["dropped"] == (True, True)
    assert caught(rulebook, case(None, (), ("far",), distance="near"))["wider by distance: near"] == (True, True)


def test_a_mistake_that_changes_nothing_is_proved_to_be_none() -> None:
    again = rule("again", {"distance": ("far",)}, speaks_for=("drive",), strength="slight")
    counts = tally(verdicts(replace(book(FAR_IS_A_DRIVE, again), cases=(case("drive", distance="far"),))))

    assert counts.equal >= 1
    assert counts.alive
    assert counts.made == counts.caught + counts.equal + len(counts.alive)


def only_fits(mutant: Mutant, rulebook: Rulebook) -> bool:
    """Whether all that changes is whether the option fits, which no case can say."""
    mistaken = mutant.rulebook(rulebook)
    pairs = [(outcome(one, rulebook), outcome(one, mistaken)) for one in completions(rulebook, {})]
    return all((one.option, one.instead) == (other.option, other.instead) for one, other in pairs)


@HEAVY
@given(any_rulebook())
def test_every_mistake_that_can_be_seen_is_then_seen(rulebook: Rulebook) -> None:
    sight = Sight(rulebook)
    every = mutants(rulebook)
    found = boundaries(sight, every, sight.batch.cells([{}]))

    for mutant, shown in zip(every, np.any(found.seen, 0).tolist(), strict=True):
        assert shown or unseen(sight, mutant) or (mutant.moves and only_fits(mutant, rulebook)), str(mutant)
    others = [np.delete(found.seen, row, 0).any(0) for row in range(len(found.cells))]
    assert all((rest != found.seen.any(0)).any() for rest in others), "one of them could be left out"


@HEAVY
@given(any_rulebook())
def test_the_cases_made_of_them_hold_and_catch_what_they_name(rulebook: Rulebook) -> None:
    sight = Sight(rulebook)
    told = boundary_cases(sight, boundaries(sight, mutants(rulebook), sight.batch.cells([])))
    book = replace(rulebook, cases=tuple(each.case for each in told))

    seen = {str(each.mutant) for each in verdicts(book) if each.seen_by}
    assert {str(mutant) for each in told for mutant in each.shows} <= seen


def test_a_mistake_that_shows_only_with_many_answers_is_found_from_a_proof() -> None:
    questions = tuple(question(f"q{number}", "no", "yes") for number in range(5))
    heavy = [rule(f"w{n}", {"q0": ("yes",)}, f"a{n}", speaks_for=("walk",), strength="strong") for n in range(1, 5)]
    others = [
        rule(f"d{n}", {f"q{n}": ("yes",)}, f"b{n}", speaks_for=("drive",), strength="strong") for n in range(1, 5)
    ]
    last = rule("last", {"q0": ("yes",)}, "c", speaks_for=("drive",), strength="slight")
    rulebook = replace(
        book(*heavy, *others, last, questions=questions),
        aspects=tuple(Aspect(id=name, title=name) for name in ("c", *(f"{s}{n}" for s in "ab" for n in range(1, 5)))),
    )
    sight = Sight(rulebook)
    dropped = next(each for each in mutants(rulebook) if str(each) == "last, dropped")

    found = boundaries(sight, [dropped], sight.batch.cells([]))

    assert [sight.batch.answers(cell) for cell in found.cells] == [dict.fromkeys((q.id for q in questions), "yes")]


def test_a_warning_whose_option_needs_many_answers_is_found_from_a_proof() -> None:
    questions = tuple(question(f"q{number}", "no", "yes") for number in range(6))
    heavy = [rule(f"w{n}", {"q0": ("yes",)}, f"a{n}", speaks_for=("walk",), strength="strong") for n in range(1, 5)]
    others = [
        rule(f"d{n}", {f"q{n}": ("yes",)}, f"b{n}", speaks_for=("drive",), strength="strong") for n in range(1, 6)
    ]
    warns = rule("warns", {"q0": ("yes",)}, warns=("drive",))
    rulebook = replace(
        book(*heavy, *others, warns, questions=questions),
        aspects=tuple(Aspect(id=f"{side}{n}", title="") for side in "ab" for n in range(1, 6)),
    )
    sight = Sight(rulebook)
    dropped = next(each for each in mutants(rulebook) if str(each) == "warns, dropped")

    found = boundaries(sight, [dropped], sight.batch.cells([]))

    assert [sight.batch.answers(cell) for cell in found.cells] == [dict.fromkeys((q.id for q in questions), "yes")]
