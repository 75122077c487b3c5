"""Many answer sets at once have the outcomes that each of them has alone."""

from dataclasses import replace

import numpy as np
import pytest

from rules import Rulebook, recommend, shipped_rulebook
from rules.compiled import Compiled, compiled
from rules.model import Answers, Aspect
from rules.recommendation import Outcome
from rules.scan import key
from rules.space.batch import UNKNOWN, Batch, Cells, batch
from rules.space.codes import Codes
from rules.space.listing import listing
from tests.unit.rules.generated_rulebooks import Size, generated, shuffled
from tests.unit.rules.small_rulebooks import book, rule

SIZES = {
    "one question": Size(questions=1, choices=2, rules=3, aspects=2, clauses=(1,)),
    "one aspect": Size(questions=6, rules=20, aspects=1),
    "no alternatives": Size(questions=6, rules=20, alternatives=0),
    "two options": Size(questions=6, rules=20, options=2),
    "eight options": Size(questions=6, rules=60, options=8),
    "many aspects": Size(questions=8, rules=100, aspects=200),
    "many alternatives": Size(questions=6, rules=100, alternatives=64),
    "many choices": Size(questions=3, choices=40, rules=60),
    "plain": Size(),
}


def random_cells(rulebook: Rulebook, count: int, *, unknown: bool = False, seed: int = 0) -> Cells:
    """Random answer sets, complete or with some answers missing."""
    chance = np.random.default_rng(seed)
    lowest = UNKNOWN if unknown else 0
    columns = [chance.integers(lowest, len(question.choices), count) for question in rulebook.questions]
    return np.stack(columns, 1).astype(np.int8)


def outcomes(tables: Batch, cells: Cells) -> list[Outcome]:
    """What the tables say about each row."""
    return [tables.codes.outcome(code) for code in tables.outcomes(cells)]


@pytest.mark.parametrize("unknown", [False, True], ids=["complete", "partial"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_batch_says_what_recommend_says(size: Size, unknown: bool) -> None:
    for seed in range(3):
        rulebook = shuffled(generated(seed, size), seed)
        tables = Batch(rulebook)
        cells = random_cells(rulebook, 60, unknown=unknown)

        assert outcomes(tables, cells) == [recommend(tables.answers(cell), rulebook).outcome for cell in cells]


def test_many_strong_reasons_still_add_up() -> None:
    """200 strong reasons weigh 80,200 together, which is more than 16 bits hold."""
    strongly = {"speaks_for": ("drive",), "strength": "strong"}
    rules = [rule(f"rule-{i}", {"distance": ("far",)}, f"aspect-{i}", **strongly) for i in range(200)]
    rulebook = replace(book(*rules), aspects=tuple(Aspect(id=f"aspect-{i}", title="") for i in range(200)))
    tables = Batch(rulebook)

    found = tables.outcomes(tables.cells([{"distance": "near"}, {"distance": "far"}, {"distance": "abroad"}]))

    assert [tables.codes.outcome(code).option for code in found] == ["walk", "drive", "walk"]
    assert listing(rulebook, ["distance"]).tolist() == found.tolist()


@pytest.mark.parametrize("answers", [{}, {"distance": "far"}], ids=str)
def test_without_rules_the_option_with_the_fewest_parts_leads(answers: Answers) -> None:
    tables = Batch(book())

    assert outcomes(tables, tables.cells([answers])) == [Outcome("walk", None, True)]


def test_no_answer_sets_have_no_outcomes() -> None:
    tables = Batch(book())

    assert outcomes(tables, tables.cells([])) == []


def test_rows_and_answers_are_the_same() -> None:
    tables = Batch(book())
    answers = [{}, {"weather": "rain"}, {"distance": "abroad", "weather": "dry", "load": "piano"}]

    assert [tables.answers(cell) for cell in tables.cells(answers)] == answers


def test_a_million_random_answer_sets_of_the_shipped_rulebook_have_the_outcome_of_the_engine() -> None:
    """A million answer sets, half of them with answers missing.

    Compared with the masks that `recommend` takes its outcome from, not with whole recommendations: those would take
    minutes, and are compared for fewer answer sets below.
    """
    rulebook = shipped_rulebook()
    engine, tables = compiled(rulebook), batch(rulebook)
    cells = np.concatenate([random_cells(rulebook, 500_000), random_cells(rulebook, 500_000, unknown=True)])
    masks = [[*missed.values(), engine.asking[question]] for question, missed in engine.missed.items()]

    found = tables.outcomes(cells)

    assert [engine_code(engine, tables.codes, masks, cell) for cell in cells.tolist()] == found.tolist()


def engine_code(engine: Compiled, codes: Codes, masks: list[list[int]], cell: list[int]) -> int:
    """The outcome code of a row, as `recommend` comes to it. `masks` are what each answer, the last none, blocks."""
    firing = engine.firing(missed[value] for missed, value in zip(masks, cell, strict=True))
    leader, instead, fits = key(engine, firing, sum(engine.weigh(firing)))
    ranking = leader + (not fits) * len(codes.options)
    return ranking + codes.rankings * (instead if instead >= 0 else codes.headlines - 1)


@pytest.mark.parametrize("unknown", [False, True], ids=["complete", "partial"])
def test_random_answers_to_the_shipped_rulebook_have_the_outcome_that_is_recommended(unknown: bool) -> None:
    rulebook = shipped_rulebook()
    tables = batch(rulebook)
    cells = random_cells(rulebook, 6_000, unknown=unknown, seed=1)

    assert outcomes(tables, cells) == [recommend(tables.answers(cell), rulebook).outcome for cell in cells]
