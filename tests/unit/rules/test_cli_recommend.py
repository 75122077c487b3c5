"""`recommend` draws the recommendation of the engine: as a card for people, and in a shape that programs rely on."""

import re
from pathlib import Path

import pytest

from rules import load_rulebook, recommend
from tests.unit.rules.command_line import ROOT, TRAVEL, run, travel


@pytest.fixture
def book(tmp_path: Path) -> str:
    """The path of a small rulebook."""
    return travel(tmp_path)


def many(folder: Path) -> str:
    """A rulebook with five reasons to drive, seven to walk after all, and a question that no rule asks."""
    ids = [f"q{number}" for number in range(8)]
    yes_or_no = "choices: [{id: no, label: No}, {id: yes, label: Yes}]"
    questions = [f"- {{id: {name}, ask: {name}?, why: It matters., {yes_or_no}}}" for name in [*ids, "idle"]]
    reasons = [
        f"- {{id: for-{n}, aspect: a{n}, when: {{q0: yes}}, speaks_for: drive, strength: slight, because: So.}}"
        for n in range(5)
    ]
    out = [
        f"- {{id: out-{name}, aspect: out, when: {{{name}: yes}}, rules_out: drive, because: No.}}" for name in ids[1:]
    ]
    options = TRAVEL.partition("questions:")[0]
    return travel(folder, "\n".join([options + "questions:", *questions, "rules:", *reasons, *out]))


def card(book: str, *words: str) -> str:
    """The card on some answers."""
    done = run("recommend", "--rulebook", book, *words)
    assert (done.code, done.err) == (0, "")
    return done.text


def test_the_card_names_the_option_its_word_its_reasons_and_a_link(book: str) -> None:
    found = card(book, "distance=far", "weather=rain", "load=none")

    assert found.startswith("Recommended: Drive By car. Contestable. Another answer to")
    assert "+ strong: A car is quick. [far-is-driven] " in found
    assert "Walk: ruled out. - Nobody walks that far. [far-is-no-walk]" in found
    assert "Cycle: one strong reason behind." in found
    assert "In the app: http://localhost:8501/?distance=far&weather=rain&load=none" in found


def test_without_answers_the_card_says_what_is_in_front_and_what_is_open(book: str) -> None:
    found = card(book)

    assert found.startswith("In front so far: Walk")
    assert "Up to 3 open questions can still change the result. It would settle most to know: " in found
    assert "Nothing speaks for it yet but that it has the fewest parts to run." in found
    assert "In the app: http://localhost:8501/ " in found


def test_what_leads_only_because_the_others_have_more_against_them_is_said_so(book: str) -> None:
    assert "Nothing speaks for it but that more speaks against the others." in card(book, "weather=rain")


def test_an_alternative_is_the_headline_where_it_is_the_honest_answer(book: str) -> None:
    found = card(book, "load=piano", "distance=abroad")

    assert found.startswith("None of the options: Fly By aeroplane. Of the options, the nearest is ")
    assert "+ strong: They fly." in found


def test_where_no_option_fits_that_is_the_headline(book: str) -> None:
    assert card(book, "load=piano", "distance=near").startswith("None of the options fits Of the options, the nearest")


def test_warnings_come_with_the_setting_and_cautions_with_the_alternative(book: str) -> None:
    warned = card(book, "load=bag", "weather=rain", "distance=near")
    cautioned = card(book, "distance=abroad", "load=none", "weather=dry")

    assert "Set this, or it will hurt * It gets wet. Setting: A bin bag. [wet-bags]" in warned
    assert "Also worth a look * Fly. It is far. [abroad-is-far]" in cautioned


def test_what_speaks_against_the_winner_is_not_kept_back(book: str) -> None:
    assert "What speaks against it - slight: " in card(book, "distance=near", "weather=rain")


def test_a_verdict_that_nothing_can_change_says_so(tmp_path: Path) -> None:
    found = card(many(tmp_path), "q0=yes", *(f"q{number}=no" for number in range(1, 8)))

    assert "One question is left; it cannot change the result." in found


def test_three_of_many_reasons_and_five_of_many_flips_are_told_and_the_rest_is_counted(tmp_path: Path) -> None:
    found = card(many(tmp_path), "q0=yes", *(f"q{number}=no" for number in range(1, 8)))

    assert found.count("+ slight: ") == 3
    assert "2 more reasons; explain --depth everything tells them." in found
    assert "3 more; explain --depth everything tells them." in found


def test_the_json_says_the_same_as_the_value(book: str) -> None:
    answers = {"distance": "far", "weather": "rain", "load": "bag"}
    rulebook = load_rulebook(Path(book))
    it = recommend(answers, rulebook)

    data = run("recommend", "--json", "--rulebook", book, *(f"{q}={c}" for q, c in answers.items())).data

    assert data["shape"] == 1
    assert data["rulebook"] == {"version": "travel", "digest": rulebook.digest}
    assert (data["answers"], data["word"]) == (answers, it.word)
    assert (data["option"], data["fits"], data["instead"]) == ("drive", True, None)
    assert data["reasons"][0] == {
        "rule": "far-is-driven",
        "aspect": "effort",
        "kind": "speaks_for",
        "strength": "strong",
        "because": "A car is quick.",
        "setting": None,
        "sources": [
            {
                "source": "https://example.org/cars",
                "title": "https://example.org/cars",
                "url": "https://example.org/cars",
            }
        ],
        "versions": "any car",
        "checked": "2026-11-22",
        "demo": "drive",
        "counts": True,
    }
    assert [one["option"] for one in data["ranking"]] == [one.option for one in it.ranking]
    assert [(flip["question"], flip["was"], flip["choice"], flip["option"]) for flip in data["flips"]] == [
        (flip.question, flip.was, flip.choice, flip.outcome.option) for flip in it.flips
    ]


def test_the_json_tells_warnings_with_settings_unknown_questions_and_no_rate(book: str) -> None:
    warned = run("recommend", "--json", "--rulebook", book, "load=bag", "weather=rain", "distance=near").data
    empty = run("recommend", "--format", "json", "--rulebook", book).data

    assert [(one["rule"], one["setting"]) for one in warned["warnings"]] == [("wet-bags", "A bin bag.")]
    assert {one["influence"] for one in empty["unknown"]} == {"alone"}
    assert empty["worth"] is None


def test_the_link_follows_the_address_of_the_app(book: str) -> None:
    data = run("recommend", "--json", "--rulebook", book, "--app", "https://decide.example.org/", "load=bag").data
    relative = run("recommend", "--json", "--rulebook", book, "--app", "", "load=bag").data

    assert data["link"] == "https://decide.example.org/?load=bag"
    assert relative["link"] == "/?load=bag"


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        (["recommend", "load=bag"], "recommend"),
        (["explain", "load=bag"], "explain"),
        (["check"], "check"),
        (["diff", "BOOK", "BOOK"], "diff"),
        (["atlas"], "atlas"),
    ],
)
def test_every_key_is_documented(book: str, words: list[str], heading: str) -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    section = page.partition(f"**{heading}**")[2]
    known = set(re.findall(r"`([a-z_]+)`", page.partition("**recommend**")[0] + section.partition("\n**")[0]))
    if heading == "explain":
        known |= set(re.findall(r"`([a-z_]+)`", page.partition("**recommend**")[2].partition("**explain**")[0]))
    given = [book if word == "BOOK" else word for word in words]

    data = run(*given, "--json", *([] if heading == "diff" else ["--rulebook", book])).data

    assert set(data) - known == set()
