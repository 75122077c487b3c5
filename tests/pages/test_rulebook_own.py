"""A rulebook of a visitor's own: checked, used on every page of that session, and gone with it."""

import gc
import re
import weakref
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rules import Rulebook, RulebookError, read_rulebook, shipped_rulebook
from rules.atlas import atlas
from rules.model import Source
from tests import own_rulebooks
from tests.own_rulebooks import BROKEN, FLAWED, GOOD
from tests.unit.rules.bombs.corpus import BOMBS
from ui import option_marks, rulebook_list, rulebook_map, rulebook_own, rulebook_proof, state
from ui.rulebook_amounts import portions
from ui.words import count, say

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
PAGES = ("decide", "try_it", "compare", "rulebook")
BANNER = say("frame.own_title")


def opened(**answers: str) -> AppTest:
    """The Rulebook page of a new visitor who came with some answers."""
    app = AppTest.from_file(FRAME, default_timeout=60)
    for question, choice in answers.items():
        app.query_params[question] = choice
    return go(app.run(), "rulebook")


def go(app: AppTest, page: str) -> AppTest:
    """Another page of the same visitor."""
    return app.switch_page(f"../pages/{page}.py").run()


def paste(app: AppTest, text: str) -> AppTest:
    """Paste a rulebook and ask for it to be used."""
    app.text_area(key="own_text").set_value(text)
    next(button for button in app.button if button.label == say("rulebook.use")).click()
    return app.run()


def body(app: AppTest) -> str:
    """All that is drawn as HTML."""
    return unescape("\n".join(element.proto.body for element in app.get("html")))


def used(app: AppTest) -> Rulebook | None:
    """The rulebook that the session uses instead of the one of the app."""
    found: Rulebook | None = app.session_state.get("qw_own_rulebook", None)
    return found


def test_a_pasted_rulebook_is_used_on_every_page_and_every_page_says_so() -> None:
    app = paste(opened(), GOOD)

    for page in PAGES:
        go(app, page)
        assert not app.exception
        assert BANNER in body(app)
        assert read_rulebook(GOOD).digest[:12] in body(app)


def test_one_click_goes_back_to_the_shipped_rulebook() -> None:
    app = go(paste(opened(), GOOD), "decide")

    app.button(key="own_back").click().run()

    assert BANNER not in body(app)
    assert used(app) is None


def test_an_uploaded_rulebook_is_used_like_a_pasted_one() -> None:
    app = opened()

    app.file_uploader(key="own_file").set_value(("mine.yaml", GOOD.encode(), "application/yaml")).run()

    assert BANNER in body(app)


def test_answers_that_the_other_rulebook_does_not_know_are_dropped_and_told() -> None:
    app = paste(opened(language="python", routing="pattern"), GOOD)

    assert app.session_state["qw_answers"] == {"language": "python"}
    assert count("frame.unfit", 1) in body(app)
    assert "routing=pattern" in body(app)

    app.button(key="dismiss_unfit").click().run()
    assert count("frame.unfit", 1) not in body(app)


def test_a_broken_rulebook_leaves_everything_as_it_was_and_every_problem_is_told_with_its_place() -> None:
    app = paste(opened(language="python", routing="pattern"), GOOD)

    paste(app, BROKEN)

    shown = body(app)
    assert not app.exception
    assert used(app) is not None
    assert app.session_state["qw_answers"] == {"language": "python"}
    assert 'Did you mean "cycle"?' in shown
    assert re.search(r"rulebook\.yaml:\d+:\d+", shown)
    assert shown.count('class="qw-warning"') == 3


def test_what_was_wrong_is_forgotten_with_the_next_good_one() -> None:
    app = paste(opened(), BROKEN)
    refused = count("rulebook.refused", 3)
    assert refused in body(app)

    paste(app, GOOD)

    assert refused not in body(app)
    assert BANNER in body(app)


def test_a_flawed_rulebook_can_be_used_and_its_findings_lead_to_decide_and_to_its_rules() -> None:
    app = paste(opened(), FLAWED)

    gate = body(app).split('data-gate="duplicate-rule"')[1].split('data-gate="')[0]
    assert "far-again" in gate
    assert 'href="./?language=far"' in gate
    assert 'href="#rule-far-needs-wheels"' in gate
    assert re.search(r"rulebook\.yaml:\d+:\d+", gate)


def test_the_own_rulebook_can_be_downloaded_again() -> None:
    app = paste(opened(), GOOD)

    labels = [button.proto.label for button in app.get("download_button")]

    assert labels == [say("rulebook.download"), say("rulebook.download_own")]


def test_another_session_sees_nothing_of_it() -> None:
    mine, other = opened(), opened()

    paste(mine, GOOD)
    go(other, "rulebook")

    assert BANNER in body(mine)
    assert BANNER not in body(other)
    assert shipped_rulebook().digest[:12] in body(other)
    assert "far-needs-wheels" not in body(other)


def test_text_in_a_rulebook_stays_text_on_every_page() -> None:
    app = paste(opened(), own_rulebooks.hostile())
    assert used(app) is not None

    for page in PAGES:
        go(app, page)
        raw = "\n".join(element.proto.body for element in app.get("html"))
        assert not app.exception
        assert not re.search(r"<(script|img src=x)", raw)
        assert 'href="javascript' not in raw
    assert "<script" not in rulebook_list.written(read_rulebook(own_rulebooks.hostile()), shared=False)


def test_an_address_that_no_browser_should_open_is_no_link() -> None:
    source = Source(id="s", title="Click", url="javascript:alert(1)")
    book = replace(read_rulebook(own_rulebooks.hostile()), sources={"s": source})

    assert "javascript:" not in "".join(re.findall(r'href="[^"]*"', rulebook_list.written(book, shared=False)))


def test_a_demo_that_does_not_exist_is_no_link() -> None:
    assert "no-such" not in rulebook_list.written(read_rulebook(own_rulebooks.hostile()), shared=False)


def test_a_rulebook_of_ones_own_offers_no_addresses_that_work_for_nobody_else() -> None:
    assert "?rule=" not in rulebook_list.written(read_rulebook(GOOD), shared=False)


def test_options_may_be_called_like_what_is_no_option() -> None:
    book = read_rulebook(GOOD.replace("walk", "elsewhere").replace("cycle", "nothing"))
    parts = portions(atlas(book).shares(), book)

    assert [part.count for part in parts] == [3, 1, 0, 0]
    assert "On foot" in rulebook_map.rendered(book)


def test_every_option_has_a_mark_of_its_own() -> None:
    options = "\n".join(f"  - {{id: option_{number}, name: n, summary: s, parts: [p]}}" for number in range(6))
    marks = dict(option_marks.marks(read_rulebook(GOOD.replace("questions:", f"{options}\nquestions:"))))

    assert len(marks) == 8
    assert len(set(marks.values())) == 8


def test_the_results_of_rulebooks_that_nobody_uses_any_more_are_forgotten() -> None:
    texts = [GOOD.replace("Far is far", f"Far {number} is far").encode() for number in range(20)]
    brought = [weakref.ref(rulebook_own.checked(text, name="mine.yaml")) for text in texts]
    gc.collect()

    assert sum(each() is not None for each in brought) <= 8  # the atlas of the last eight is kept for a while


@pytest.mark.parametrize(("questions", "bound"), [(13, "1,000,000"), (24, "50,000,000")])
def test_too_many_coupled_answer_sets_are_refused_with_their_count_and_the_rules(questions: int, bound: str) -> None:
    with pytest.raises(RulebookError) as refused:
        rulebook_own.checked(own_rulebooks.coupled(questions).encode(), name="mine.yaml")

    assert f"{3**questions:,} answer sets" in str(refused.value)
    assert bound in str(refused.value)
    assert "r0, r1, r2" in str(refused.value)


def test_who_waits_for_a_large_rulebook_keeps_nobody_else_from_what_is_known() -> None:
    known = rulebook_proof.proof(shipped_rulebook())

    with rulebook_proof._turn:
        assert rulebook_proof.proof(shipped_rulebook()) is known


@pytest.mark.parametrize(("name", "bomb", "says"), BOMBS, ids=[name for name, _, _ in BOMBS])
def test_no_bomb_changes_the_session_or_breaks_the_page(
    visitor: AppTest, name: str, bomb: str | bytes, says: str | None
) -> None:
    content = bomb if isinstance(bomb, bytes) else bomb.encode(errors="surrogatepass")
    if "\ud800" in str(bomb):
        says = "It is not UTF-8 text from here on."  # half a character cannot be written to a file
    before = used(visitor)

    visitor.file_uploader(key="own_file").set_value((f"{name}.yaml", content, "application/yaml")).run()

    assert not visitor.exception
    if says:
        assert used(visitor) is before
        assert says in body(visitor)


@pytest.fixture(scope="module")
def visitor() -> AppTest:
    """A visitor who tries one bomb after the other."""
    return opened()


@pytest.mark.parametrize("place", sorted(state.PLACES))
def test_no_question_can_take_the_name_of_a_place_in_an_address(place: str) -> None:
    with pytest.raises(RulebookError, match="a meaning of its own in the address"):
        read_rulebook(GOOD.replace("id: language", f"id: {place}").replace("{language:", f"{{{place}:"))
