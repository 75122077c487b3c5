"""Laws are part of the rulebook: each is checked like any other entry, and holds for whatever people answer."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules import Law, RulebookError, load_rulebook, shipped_rulebook
from rules.laws import breaches
from rules.model import Answers, Form
from tests.unit.rules.small_rulebooks import book, rule

BOOK = shipped_rulebook()
anything = st.fixed_dictionaries(
    {},
    optional={question.id: st.sampled_from([choice.id for choice in question.choices]) for question in BOOK.questions},
)
SOUND = """\
- {id: far-is-no-walk, says: Nobody walks far., never: walk, when: {distance: far}}
- {id: further-is-no-walk, says: Further is no walk., never_to: walk, question: distance, order: [near, far]}
- {id: stay-in-the-car, says: Stays., never_away_from: drive, question: distance, order: [near, far], when: {at: no}}
"""


@settings(max_examples=300, deadline=None)
@given(anything, st.sampled_from(BOOK.laws))
def test_no_law_is_broken_by_whatever_people_answer(answers: Answers, law: Law) -> None:
    under = {question: wanted[0] for question, wanted in law.when.items()}

    assert not [*breaches(law, dict(answers) | under, BOOK)]


def test_a_rulebook_without_laws_is_sound(rulebook_folder: Path) -> None:
    assert load_rulebook(rulebook_folder).laws == ()


def test_laws_of_every_form_are_read_with_their_places(rulebook_folder: Path) -> None:
    (rulebook_folder / "laws.yaml").write_text(SOUND, encoding="utf-8")

    rulebook = load_rulebook(rulebook_folder)

    assert [law.form for law in rulebook.laws] == [Form.NEVER, Form.NEVER_TO, Form.NEVER_AWAY_FROM]
    assert str(rulebook.places["law", "stay-in-the-car"]) == "laws.yaml:3:3"
    assert not [breach for law in rulebook.laws for breach in breaches(law, {"at": "no"}, rulebook)]


@pytest.mark.parametrize(
    ("law", "says"),
    [
        ("never: fly, when: {distance: far}", '1:23: Unknown option "fly".'),
        ("never: walk", '1:3: "l" needs "when"'),
        ("never: walk, when: {distance: fra}", 'Unknown choice of "distance" "fra". Did you mean "far"?'),
        ("never: walk, when: {distence: far}", 'Unknown question "distence". Did you mean "distance"?'),
        ("never: walk, when: {distance: [near, far]}", 'The clause on "distance" names every choice'),
        ("never: walk, when: {distance: far}, order: [near, far]", '"order" belongs to a law about a moving answer'),
        ("never: walk, when: {distance: far}, question: at", '1:59: "question" belongs to a law about a moving answer'),
        ("when: {distance: far}", '"l" needs exactly one form (never, never_away_from, never_to). Found: none.'),
        ("never: walk, never_to: walk, when: {distance: far}", "Found: never, never_to."),
        ("never_to: walk, order: [near, far]", '"l" needs "question"'),
        ("never_to: walk, question: distnce, order: [near, far]", 'Unknown question "distnce".'),
        ("never_to: walk, question: distance, order: [near, fra]", 'Unknown choice of "distance" "fra".'),
        ("never_to: walk, question: distance, order: near", '1:59: "l" needs "order": two or more'),
        ("never_to: walk, question: distance, order: [near, near]", '"l" needs "order": two or more different'),
        ("never_to: walk, question: at, order: [no, on], when: {at: no}", 'The answer to "at" moves, so it cannot'),
        ("never_to: walk, question: at, order: [no, on], always: yes", 'Unknown key "always".'),
    ],
)
def test_each_mistake_in_a_law_is_told_with_its_place(rulebook_folder: Path, law: str, says: str) -> None:
    (rulebook_folder / "laws.yaml").write_text(f"- {{id: l, says: Law., {law}}}\n", encoding="utf-8")

    with pytest.raises(RulebookError) as caught:
        load_rulebook(rulebook_folder)

    assert any(says in str(problem) for problem in caught.value.problems), caught.value


NEAR_IS_A_WALK = rule("a", {"distance": ("near",)}, speaks_for=("walk",), strength="strong")
FAR_IS_A_DRIVE = rule("b", {"distance": ("far",)}, speaks_for=("drive",), strength="strong")
NOTHING_FITS = rule("c", {"distance": ("abroad",)}, rules_out=("walk", "cycle", "drive"))
BAG = {"load": ("bag",)}
SMALL = book(NEAR_IS_A_WALK, FAR_IS_A_DRIVE, NOTHING_FITS)


@pytest.mark.parametrize(
    ("law", "broken"),
    [
        (Law(id="l", says="", never=("walk",), when={"distance": ("near", "far")}), 1),
        (Law(id="l", says="", never=("drive",), when={"distance": ("near", "far")}), 0),
        (Law(id="l", says="", never=("walk",), when={"distance": ("far",)}), 0),
        (Law(id="l", says="", never=("walk", "drive"), when={"distance": ("abroad",)}), 0),
        (Law(id="l", says="", never_to=("drive",), question="distance", order=("near", "far")), 1),
        (Law(id="l", says="", never_to=("drive",), question="distance", order=("near", "abroad", "far")), 1),
        (Law(id="l", says="", never_to=("drive",), question="distance", order=("far", "near", "abroad")), 0),
        (Law(id="l", says="", never_away_from=("walk",), question="distance", order=("near", "far")), 1),
        (Law(id="l", says="", never_away_from=("walk", "drive"), question="distance", order=("near", "far")), 0),
        (Law(id="l", says="", never_away_from=("walk",), question="distance", order=("near", "abroad")), 0),
        (Law(id="l", says="", never_to=("drive",), question="distance", order=("near", "far"), when=BAG), 0),
    ],
)  # fmt: skip
def test_a_law_is_broken_only_by_what_it_forbids(law: Law, broken: int) -> None:
    assert len([*breaches(law, {"distance": "near"}, SMALL)]) == broken
