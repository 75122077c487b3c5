"""`explain` tells how a verdict came about at three depths, and the deepest leaves nothing out."""

from pathlib import Path

import pytest

from rules import Rulebook, load_rulebook, recommend
from rules.atlas import atlas
from rules.cli.trace import Truth, rounds, traced_rules, weighings
from rules.recommendation import Step
from tests.unit.rules.command_line import TRAVEL, Run, run, travel
from tests.unit.rules.small_rulebooks import completions


@pytest.fixture
def path(tmp_path: Path) -> str:
    """The path of a small rulebook."""
    return travel(tmp_path)


@pytest.fixture
def book(path: str) -> Rulebook:
    """That rulebook."""
    return load_rulebook(Path(path))


def explained(path: str, depth: str, *words: str) -> Run:
    """An explanation that succeeded."""
    done = run("explain", "--rulebook", path, "--depth", depth, *words)
    assert (done.code, done.err) == (0, "")
    return done


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ("distance=far weather=dry load=none", "Drive. Contestable: Another answer to any of 2 questions would"),
        ("distance=abroad weather=dry load=piano", "Fly (of the options, the nearest is Cycle). Contestable: "),
        ("distance=near weather=dry load=piano", "None fits (Cycle is the nearest). Contestable: "),
        ("distance=abroad weather=rain load=none", "Drive. Contestable: "),
    ],
)
def test_a_sentence_names_the_outcome_the_word_and_the_first_reason(path: str, answers: str, sentence: str) -> None:
    found = explained(path, "sentence", *answers.split()).text

    assert found.startswith(sentence)


@pytest.mark.parametrize(
    ("answers", "because"),
    [
        ("distance=far", "A car is quick."),
        ("distance=abroad load=piano", "They fly."),
        ("distance=near load=piano", "Pianos stay."),
        ("weather=rain", "Nothing speaks for it but that more speaks against the others."),
        ("", "Nothing speaks for it yet but that it has the fewest parts to run."),
    ],
)
def test_the_sentence_ends_with_the_reason_that_fits_the_outcome(path: str, answers: str, because: str) -> None:
    assert explained(path, "sentence", *answers.split()).text.endswith(because)


def test_a_screen_cites_each_rule_once_in_full_and_shows_the_ranking(path: str) -> None:
    found = explained(path, "screen", "distance=far", "weather=rain").text

    source = "<https://example.org/cars>; any car; read on 2026-11-22; runs live as the demo drive"
    assert found.count(source) == 1
    assert found.count("[far-is-driven]") > 1
    assert "strong slight parts option +1 +" in found
    assert "+0 +0 2 Cycle" in found
    assert "Walk (ruled out)" in found


def test_a_screen_says_at_which_exchange_rate_the_ranking_holds(tmp_path: Path) -> None:
    extra = "\n".join(
        f"- {{id: fun-{n}, aspect: f{n}, when: {{distance: far}}, speaks_for: cycle, strength: slight, because: Fun}}"
        for n in range(3)
    )
    path = travel(tmp_path, TRAVEL + extra)

    assert (
        "as long as a strong reason is worth more than 4 slight ones" in explained(path, "screen", "distance=far").text
    )
    assert "at any exchange rate the same option wins" in explained(path, "screen", "distance=near").text


def test_everything_has_every_rule_with_every_clause_true_false_or_unknown(path: str, book: Rulebook) -> None:
    found = explained(path, "everything", "distance=far").out

    assert all(f" {rule.id}: " in found for rule in book.rules)
    assert found.count("the answer is") == sum(len(rule.when) for rule in book.rules)
    line = 1 + TRAVEL[: TRAVEL.index("id: far-is-driven")].count("\n")
    assert f"holds   far-is-driven: strong reason for Drive ({path}:{line}:3)" in " ".join(found.split("\n          "))
    assert "open    wet-and-far: " in found
    assert "unknown: weather = rain; the answer is not known" in found
    assert "false: distance = near; the answer is far" in found


def test_everything_says_which_reasons_add_nothing(path: str) -> None:
    found = explained(path, "everything", "distance=near", "load=bag").text

    assert "Walk: +0 strong, +0 slight; adds nothing: near-is-walked, bags-are-heavy" in found


def test_everything_tells_the_reasons_that_are_not_counted_too(tmp_path: Path) -> None:
    again = (
        "- {id: again, aspect: effort, when: {weather: dry}, speaks_for: drive, strength: slight, because: Still.}\n"
    )
    found = explained(travel(tmp_path, TRAVEL + again), "everything", "distance=far", "weather=dry").text

    assert "[again] not counted again, Effort has a stronger or an opposite reason" in found


def test_everything_has_all_flips_of_one_and_two_answers(path: str, book: Rulebook) -> None:
    answers = {"distance": "near", "weather": "dry", "load": "bag"}
    flips = atlas(book).flips(answers)
    found = explained(path, "everything", *(f"{q}={c}" for q, c in answers.items())).text

    assert f"one and two at a time ({len(flips)})" in found
    assert {len(flip.answers) for flip in flips} == {1, 2}


def test_everything_says_what_the_open_questions_can_still_do(path: str) -> None:
    some = explained(path, "everything", "load=none").text
    none = explained(path, "everything", "distance=far", "weather=dry", "load=none").text

    assert "How far is it? can matter, leaves " in some
    assert "100.00% one of the options itself" in some
    assert "Every question has an answer." in none
    assert "How is the weather? cannot matter" in explained(path, "everything", "distance=far").text


def test_everything_says_what_points_elsewhere_and_who_was_spared(path: str) -> None:
    found = explained(path, "everything", "distance=abroad", "load=piano").text

    assert "* Fly, the honest answer, by pianos-fly, abroad-is-far" in found
    assert "* Fly, worth a look, by abroad-is-far" in explained(path, "everything", "distance=abroad").text
    assert "No rule that holds points elsewhere." in explained(path, "everything").text
    assert "Every option is ruled out, so all of them go on, to find the nearest." in found


def test_everything_admits_that_only_the_order_of_the_rulebook_decided(tmp_path: Path) -> None:
    path = travel(tmp_path, TRAVEL.replace("[shoes, bicycle]", "[bicycle]"))

    assert (
        "Walk, Cycle are level in everything; the order of the rulebook decides." in explained(path, "everything").text
    )


def test_a_rulebook_that_nothing_can_flip_says_so(tmp_path: Path) -> None:
    path = travel(tmp_path, TRAVEL.partition("rules:")[0].replace("[shoes, bicycle]", "[a, b]") + IDLE)

    assert "No one or two other answers change the result." in explained(path, "everything", "load=bag").text


def test_the_json_has_the_recommendation_the_sentence_and_the_trace(path: str) -> None:
    words = ["explain", "--json", "--rulebook", path, "distance=near", "load=bag"]
    screen, everything = run(*words).data, run(*words, "--depth", "everything").data
    trace = everything.pop("trace")

    assert screen == everything
    assert screen["sentence"].startswith("Cycle. Contestable: ")
    assert list(trace) == ["rules", "weighings", "rounds", "flips", "ahead"]
    assert {rule["truth"] for rule in trace["rules"]} == {"true", "false", "unknown"}
    assert trace["rules"][0]["place"].startswith(f"{path}:")
    assert (trace["ahead"]["left"], trace["ahead"]["can_matter"], trace["ahead"]["next"]) == (1, 0, None)


def test_the_trace_adds_up_to_the_ranking_under_all_answers(book: Rulebook) -> None:
    for answers in completions(book, {}):
        it = recommend(answers, book)
        found = weighings(it, book)
        for one in it.ranking:
            assert one.strong == sum(weighing.strong for weighing in found if weighing.option == one.option)
            assert one.slight == sum(weighing.slight for weighing in found if weighing.option == one.option)


def test_the_last_round_leaves_the_winner_under_all_answers(book: Rulebook) -> None:
    for answers in completions(book, {}):
        it = recommend(answers, book)
        steps = list(rounds(it))
        assert [one.step for one in steps] == list(Step)
        assert steps[-1].left == (it.outcome.option,)


def test_a_rule_is_open_only_while_no_clause_is_false(book: Rulebook) -> None:
    found = {one.rule.id: one.truth for one in traced_rules({"weather": "rain"}, book)}

    assert found["rain-is-wet"] is Truth.TRUE
    assert found["wet-and-far"] is Truth.UNKNOWN
    assert found["dry-is-fun"] is Truth.FALSE


IDLE = """\
rules:
- {id: heavy, aspect: effort, when: {load: piano}, warns: walk, because: Pianos are heavy., setting: Take a break.}
"""
