"""What surrounds every page: one list of screens, headers that protect, and honest words for a broken rulebook."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from demos.catalogue import catalogue, defaults
from demos.demo import Demo
from demos.events import What
from demos.route import route_for
from rules import Problem, Rulebook, RulebookError
from ui import rulebook_in_use, screens, security, topology
from ui.words import page_words

ROOT = Path(__file__).parents[2]
FRAME = ROOT / "ui" / "frame.py"
BROKEN = (
    Problem("rules.yaml", 12, 5, 'Unknown option "kafka".'),
    Problem("vocabulary.yaml", 3, 1, "Two questions have this id."),
)


def test_every_page_is_on_the_list_and_every_screen_has_its_file() -> None:
    files = {path for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__"}

    assert {screen.file for screen in screens.SCREENS} == files
    assert len({screen.path for screen in screens.SCREENS}) == len(files)


@pytest.mark.parametrize("screen", screens.SCREENS, ids=lambda screen: screen.path)
def test_every_page_draws_with_no_answers_at_all(screen: screens.Screen) -> None:
    app = AppTest.from_file(FRAME, default_timeout=30).run()

    app.switch_page(f"../pages/{screen.file.name}").run()

    assert not app.exception
    assert app.title


def test_a_broken_rulebook_is_told_with_every_place_and_nothing_else_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Rulebook:
        raise RulebookError(BROKEN)

    monkeypatch.setattr(rulebook_in_use, "rulebook_of_the_app", broken)

    app = AppTest.from_file(FRAME, default_timeout=30).run()

    shown = "\n".join(element.proto.body for element in app.get("html"))
    assert not app.exception
    assert "rules.yaml:12:5" in shown
    assert "vocabulary.yaml:3:1" in shown
    assert not app.radio


def test_only_scripts_of_this_app_may_run() -> None:
    rules = dict(rule.split(" ", 1) for rule in security.content_security_policy().split("; "))

    assert rules["default-src"] == "'self'"
    assert "'unsafe-inline'" not in rules["script-src"]
    assert "'unsafe-eval'" not in rules["script-src"]
    assert "http" not in security.content_security_policy()


def test_the_inline_script_of_the_start_page_is_allowed_by_its_hash() -> None:
    # The example of the CSP specification, https://www.w3.org/TR/CSP3/#external-hash
    assert security.inline_scripts("<script>alert('Hello, world.');</script>") == [
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    ]


def test_the_style_and_the_scripts_ask_nobody_else_for_anything() -> None:
    sources = [ROOT / "ui" / "theme.css", *(ROOT / "ui" / "topology").glob("*.css"), *(ROOT / "ui").rglob("*.js")]

    for source in sources:
        text = source.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]+\.", text), source


@pytest.mark.parametrize("demo", catalogue(), ids=lambda demo: demo.id)
def test_the_picture_is_described_in_words_that_name_every_stop(demo: Demo) -> None:
    route = route_for(demo, defaults(demo))

    words = topology.description(route)

    assert all(stop.label in words for stop in route.stops)


def test_every_kind_of_event_has_its_words() -> None:
    assert {what.value for what in What} <= set(page_words("en", "events"))


def test_every_word_is_set_as_text_in_the_picture() -> None:
    assert "innerHTML" not in topology.script()


SOURCES = [*(ROOT / "ui").glob("*.py"), *(ROOT / "ui" / "templates").glob("*.html"), *(ROOT / "pages").glob("*.py")]


@pytest.mark.parametrize("source", [*SOURCES, ROOT / "ui" / "topology" / "__init__.py"], ids=lambda source: source.name)
def test_every_sentence_that_is_said_is_written_down_with_its_places(source: Path) -> None:
    text = source.read_text()

    for call in re.finditer(r"""say\(\s*["']([a-z_]+)\.(\w+)["'{]([^\n]*)""", text):
        page, name, rest = call.groups()
        sentence = page_words("en", page).get(name)
        if rest.startswith((" ~", " +")):  # the rest of the name is only known when it is said
            assert any(key.startswith(name) for key in page_words("en", page)), f"{page}.{name}…"
            continue
        assert sentence is not None, f"{page}.{name}"
        for place in re.findall(r"{(\w+)}", sentence):
            assert re.search(rf"\b{place}=", text[call.start() : call.start() + 400]), f"{page}.{name}: {place}"
