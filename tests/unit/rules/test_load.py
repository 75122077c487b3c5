"""Loading: every problem at once, each with its place; nothing of a rulebook with a problem is used."""

from pathlib import Path

import pytest

from rules import RulebookError, load_rulebook, recommend


def damage(folder: Path, file: str, old: str, new: str) -> None:
    """Replace one piece of one file."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> list[str]:
    """Every problem of the rulebook, one line each."""
    with pytest.raises(RulebookError) as caught:
        load_rulebook(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_sound_rulebook_loads_and_recommends(rulebook_folder: Path) -> None:
    rulebook = load_rulebook(rulebook_folder)

    assert recommend({"distance": "far"}, rulebook).outcome.option == "drive"


def test_words_that_yaml_reads_as_truth_values_stay_text(rulebook_folder: Path) -> None:
    rulebook = load_rulebook(rulebook_folder)

    assert [choice.id for choice in rulebook.questions[1].choices] == ["no", "on"]
    assert rulebook.rules[1].when["at"] == ("no",)


def test_layout_and_comments_do_not_change_the_digest(rulebook_folder: Path) -> None:
    before = load_rulebook(rulebook_folder).digest

    damage(rulebook_folder, "rules.yaml", "- id: too-far", "# a comment\n\n- id:   too-far")

    assert load_rulebook(rulebook_folder).digest == before


def test_a_changed_rule_changes_the_digest(rulebook_folder: Path) -> None:
    before = load_rulebook(rulebook_folder).digest

    damage(rulebook_folder, "rules.yaml", "strength: strong", "strength: slight")

    assert load_rulebook(rulebook_folder).digest != before


def test_all_problems_of_all_files_are_told_at_once(rulebook_folder: Path) -> None:
    damage(rulebook_folder, "rules.yaml", "when: {distance: far}", "when: {distanse: far}")
    damage(rulebook_folder, "rules.yaml", "aspect: time", "aspect: tyme")
    damage(rulebook_folder, "rules.yaml", "  because: A car is quicker.\n", "")
    damage(rulebook_folder, "sources.yaml", "title", "titel")

    found = problems(rulebook_folder)

    assert found == [
        'rules.yaml:2:3: Unknown aspect "tyme". Did you mean "time"?',
        'rules.yaml:3:10: Unknown question "distanse". Did you mean "distance"?',
        'rules.yaml:9:3: Missing "because".',
        'sources.yaml:1:3: Missing "title".',
        'sources.yaml:1:13: Unknown key "titel". Did you mean "title"?',
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("rules.yaml", "rules_out: walk", "rules_out: wlak", 'rules.yaml:4:3: Unknown option "wlak". Did you mean "walk"?'),  # noqa: E501
        ("rules.yaml", "rules_out: walk", "warns: walk", "rules.yaml:1:3: A warning needs the setting"),
        ("rules.yaml", "  rules_out: walk\n", "", 'rules.yaml:1:3: "too-far" needs exactly one effect'),
        ("rules.yaml", "rules_out: walk", "rules_out: walk\n  warns: walk", 'rules.yaml:1:3: "too-far" needs exactly one'),  # noqa: E501
        ("rules.yaml", "  strength: strong\n", "", "speaks_for needs strength (strong or slight)."),
        ("rules.yaml", "strength: strong", "strength: huge", "rules.yaml:13:3: strength: Input should be 'strong' or"),
        ("rules.yaml", "when: {distance: far}", "when: {}", '"too-far" has no clause'),
        ("rules.yaml", "when: {distance: far}", "when: {distance: [near, far]}", 'clause on "distance" names every choice'),  # noqa: E501
        ("rules.yaml", "when: {distance: far}", "when: {distance: further}", 'Unknown choice of "distance" "further".'),
        ("rules.yaml", "id: quick", "id: too-far", 'rules.yaml:9:3: The rule "too-far" is defined twice.'),
        ("rules.yaml", "id: quick", "id: Quick Way", '"Quick Way" is not an id'),
        ("rules.yaml", "checked: 2026-11-22", "checked: soon", "rules.yaml:8:3: checked: Write a day as in 2026-"),
        ("rules.yaml", "sources: map", "sources: atlas", 'Unknown source "atlas". Known: map.'),
        ("rules.yaml", "- id: too-far", "- id: &anchor too-far", "rules.yaml:1:7: Anchors and aliases are not read."),
        ("rules.yaml", "because: Nobody", "because: !!python/object Nobody", "The tag tag:yaml.org,2002:python/object"),
        ("rules.yaml", "aspect: time", "aspect: time\n  aspect: time", 'rules.yaml:3:3: "aspect" is here twice.'),
        ("rules.yaml", "when: {distance: far}", "when: {distance: far", "rules.yaml:4:12: Not valid YAML"),
        ("rules.yaml", "- id: too-far", "---\n- id: too-far\n---\n- id: more", "A second document begins here."),
        ("rules.yaml", "when: {distance: far}", "when: {<<: far}", "Merge keys are not read."),
        ("rules.yaml", "when: {distance: far}", "when: {? [a, b] : far}", "A key must be a plain word."),
        ("rules.yaml", "when: {distance: far}", "when: " + "[" * 30 + "]" * 30, "Nested deeper than 20 levels."),
        ("rules.yaml", "because: Nobody", "because: \x07Nobody", "There is a control character here: U+0007."),
        ("rules.yaml", "- id: too-far", "#" * 300_000 + "\n- id: too-far", "The file is larger than 256 KiB."),
        ("vocabulary.yaml", 'version: "1"\n', "", 'vocabulary.yaml:1:1: Missing "version"'),
        ("vocabulary.yaml", "group: core", "group: more", 'Unknown group "more".'),
        ("vocabulary.yaml", ", {id: far, label: Far}", "", '"distance" has 1 choices. Offer 2 to 5.'),
        ("vocabulary.yaml", "{id: far, label: Far}", "{id: near, label: Far}", 'The choice "near" is defined twice.'),
        ("examples.yaml", "distance: far", "distance: fra", 'examples.yaml:1:'),
        ("cases/all.yaml", "fires: too-far", "fires: too-fra", 'cases/all.yaml:1:'),
        ("cases/all.yaml", "option: drive", "option: drive, word: sure", 'Unknown word "sure".'),
        ("aspects.yaml", "- {id: time, title: Time}", "time: Time", "aspects.yaml:1:1: The file must be a list of entries."),  # noqa: E501
        ("aspects.yaml", "- {id: time, title: Time}", "- time", "Expected an entry with keys (id, title,"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_place(rulebook_folder: Path, file: str, old: str, new: str, says: str) -> None:
    damage(rulebook_folder, file, old, new)

    assert any(says in problem for problem in problems(rulebook_folder)), problems(rulebook_folder)


def test_a_file_that_cannot_be_read_does_not_make_everything_it_defines_unknown(rulebook_folder: Path) -> None:
    damage(rulebook_folder, "rules.yaml", "when: {distance: far}", "when: {distance: far")

    assert len(problems(rulebook_folder)) == 1


def test_a_missing_file_is_a_problem_and_not_a_crash(rulebook_folder: Path) -> None:
    (rulebook_folder / "rules.yaml").unlink()

    assert any("rules.yaml:1:1: The file cannot be read" in problem for problem in problems(rulebook_folder))


def test_a_file_that_is_not_text_is_a_problem_and_not_a_crash(rulebook_folder: Path) -> None:
    (rulebook_folder / "rules.yaml").write_bytes(b"\xfe\x00")

    assert any("It is not UTF-8 text from here on" in problem for problem in problems(rulebook_folder))
