"""The Compare page: every aspect with both sides, each correction under its sentence, sources, and the live proof."""

import re
from pathlib import Path

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from demos.catalogue import catalogue
from rules import Aspect, shipped_rulebook
from ui import receipts
from ui.comparison import compared

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
ASPECTS = compared(shipped_rulebook())


@pytest.fixture(scope="module")
def page() -> AppTest:
    """The page, drawn once."""
    app = AppTest.from_file(FRAME, default_timeout=30).run()
    return app.switch_page("../pages/compare.py").run()


def section(page: AppTest, aspect: Aspect) -> str:
    """What is drawn for an aspect."""
    return str(next(one.proto.body for one in page.get("html") if f'id="aspect-{aspect.id}"' in one.proto.body))


def test_all_twelve_aspects_are_there_in_order(page: AppTest) -> None:
    drawn = [one.proto.body for one in page.get("html") if 'class="qw-aspect"' in one.proto.body]

    assert not page.exception
    assert len(ASPECTS) == 12
    assert [aspect.id for aspect in ASPECTS] == [body.split('id="aspect-')[1].split('"')[0] for body in drawn]


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.id)
def test_each_correction_stands_right_under_its_sentence(page: AppTest, aspect: Aspect) -> None:
    shown = section(page, aspect)

    for side in (aspect.broker, aspect.framework):
        assert side is not None
        assert escaped(side.says) in shown
        if side.correction:
            between = shown.split(escaped(side.says), 1)[1].split(escaped(side.correction), 1)[0]
            assert "qw-simple" not in between


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.id)
def test_each_aspect_names_its_sources_versions_and_date(page: AppTest, aspect: Aspect) -> None:
    shown = section(page, aspect)

    assert aspect.sources
    for source in aspect.sources:
        assert escaped(shipped_rulebook().sources[source].url) in shown
    assert escaped(str(aspect.versions)) in shown
    assert str(aspect.checked) in shown


@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.id)
def test_each_aspect_leads_to_every_demo_that_shows_it(page: AppTest, aspect: Aspect) -> None:
    shown = section(page, aspect)

    linked = re.findall(r"try-it\?demo=([a-z0-9-]+)", shown)
    assert linked[:1] == [aspect.demo]
    assert set(linked) == {aspect.demo} | {demo.id for demo in catalogue() if aspect.id in demo.aspects}


def test_a_demo_that_has_a_receipt_says_what_it_has_shown(page: AppTest) -> None:
    shown = {demo.id for demo in catalogue()} & set(receipts.known())
    drawn = "".join(section(page, aspect) for aspect in ASPECTS)

    for demo in shown & set(re.findall(r"try-it\?demo=([a-z0-9-]+)", drawn)):
        assert "qw-receipt" in drawn.split(f"demo={demo}")[1].split("</li>")[0]


def escaped(text: str) -> str:
    """A text as a template writes it."""
    return str(escape(text))
