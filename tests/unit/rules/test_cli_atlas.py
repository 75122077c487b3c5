"""`atlas` counts every outcome exactly, for all answer sets or those that agree with some answers."""

from collections import Counter
from pathlib import Path

import pytest

from rules import Rulebook, load_rulebook
from rules.cli.shares import percent
from rules.evaluate import outcome
from tests.unit.rules.command_line import TRAVEL, run, travel
from tests.unit.rules.small_rulebooks import completions


@pytest.fixture
def path(tmp_path: Path) -> str:
    """The path of a small rulebook."""
    return travel(tmp_path)


@pytest.fixture
def book(path: str) -> Rulebook:
    """That rulebook."""
    return load_rulebook(Path(path))


@pytest.mark.parametrize("answers", [{}, {"load": "piano"}, {"distance": "near", "weather": "dry"}])
def test_the_counts_are_those_of_every_answer_set_one_by_one(
    path: str, book: Rulebook, answers: dict[str, str]
) -> None:
    by_hand = Counter(outcome(each, book) for each in completions(book, answers))

    data = run("atlas", "--json", "--rulebook", path, *(f"{q}={c}" for q, c in answers.items())).data

    found = {(one["option"], one["fits"], one["instead"]): one["answer_sets"] for one in data["outcomes"]}
    assert found == {(end.option, end.fits, end.instead): number for end, number in by_hand.items()}
    assert data["answer_sets"] == by_hand.total()
    assert sum(one["share"] for one in data["outcomes"]) == pytest.approx(1)
    assert data["per_answer"] == []


def test_the_counts_per_answer_add_up_to_the_whole(path: str) -> None:
    data = run("atlas", "--json", "--per-answer", "--rulebook", path).data
    near, far, abroad = (one for one in data["per_answer"] if one["question"] == "distance")

    assert near["answer_sets"] + far["answer_sets"] + abroad["answer_sets"] == data["answer_sets"] == 18
    assert near["choice"] == "near"
    assert list(data["seconds"]) == ["load", "atlas", "shares", "per_answer"]


def test_the_json_says_what_is_coupled_and_by_which_rules(path: str) -> None:
    data = run("atlas", "--json", "--rulebook", path).data

    assert data["groups"][0]["questions"] == ["distance", "weather", "load"]
    assert data["groups"][0]["cells"] == 18
    assert "pianos-fly" in data["groups"][0]["rules"]
    assert data["states"].keys() == {"ranking", "headline"}


def test_the_text_says_that_every_answer_set_was_counted(path: str) -> None:
    found = run("atlas", "--rulebook", path).text

    assert found.startswith("18 answer sets; every one is counted, none is sampled.")
    assert "33.33% 6 Drive" in found
    assert "88.89% 16 one of the options itself 11.11% 2 Fly" in found
    assert "One group of coupled questions; questions that nothing couples: 0" in found
    assert "* distance, weather, load: 18 cells Coupled by " in found
    assert "States of the diagrams: " in found
    assert "Took " in found


def test_the_text_says_which_answers_all_of_them_have(path: str) -> None:
    found = run("atlas", "--rulebook", path, "load=piano", "distance=abroad", "weather=dry").text

    assert found.startswith(
        "One answer set; it was counted. All of them have these answers: How far is it? “Abroad”; and"
    )
    assert "One outcome 100.00% 1 Fly (of the options, the nearest is Cycle)" in found


def test_the_text_per_answer_goes_question_by_question(path: str) -> None:
    found = run("atlas", "--rulebook", path, "--per-answer").text

    assert "How far is it? Near 50.00% 3 Cycle" in found
    assert "ms to count them per answer" in found


def test_questions_that_nothing_couples_are_counted_apart(tmp_path: Path) -> None:
    idle = "- {id: idle, ask: Is it idle?, why: It is., choices: [{id: no, label: No}, {id: yes, label: Yes}]}\n"
    path = travel(tmp_path, TRAVEL.replace("alternatives:", f"{idle}alternatives:"))

    assert "One group of coupled questions; questions that nothing couples: 1" in run("atlas", "--rulebook", path).text


def test_the_shipped_atlas_is_exact_far_beyond_what_can_be_listed() -> None:
    data = run("atlas", "--json").data

    assert data["answer_sets"] == sum(one["answer_sets"] for one in data["outcomes"]) > 10**12


@pytest.mark.parametrize(
    ("share", "says"),
    [(0.0, "0.00%"), (1e-9, "<0.01%"), (0.5, "50.00%"), (1 - 1e-9, ">99.99%"), (1.0, "100.00%")],
)
def test_what_is_not_all_and_not_nothing_never_looks_like_it(share: float, says: str) -> None:
    assert percent(share) == says
