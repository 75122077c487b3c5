"""A team starts the app with its own rulebook, or is told everything that is wrong with it."""

from pathlib import Path

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from rules import RulebookError, load_rulebook, shipped_rulebook, write_rulebook
from tests.unit.rules.test_one_file import SMALLEST
from ui import screens, team_rulebook
from ui.routes import healthz
from ui.team_rulebook import SETTING, rulebook_of_the_app

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
REQUEST = Request({"type": "http", "path": "/healthz"})


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A rulebook of a team, which the app is started with."""
    path = tmp_path / "ours.yaml"
    path.write_text(SMALLEST, encoding="utf-8")
    monkeypatch.setenv(SETTING, str(path))
    team_rulebook._of_the_team.cache_clear()
    return path


def told(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("screen", screens.SCREENS, ids=lambda screen: screen.path)
def test_every_page_works_with_the_rulebook_of_a_team(ours: Path, screen: screens.Screen) -> None:
    app = AppTest.from_file(FRAME, default_timeout=30)
    app.query_params["distance"] = "far"

    app.run().switch_page(f"../pages/{screen.file.name}").run()

    assert rulebook_of_the_app().digest == load_rulebook(ours).digest
    assert not app.exception
    assert app.title


def test_without_the_setting_the_shipped_rulebook_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, " ")

    assert rulebook_of_the_app() is shipped_rulebook()


def test_a_folder_is_as_good_as_a_file(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ours.parent / "folder"
    folder.mkdir()
    vocabulary, _, rules = SMALLEST.partition("rules:\n")
    (folder / "vocabulary.yaml").write_text(vocabulary, encoding="utf-8")
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    monkeypatch.setenv(SETTING, str(folder))

    assert rulebook_of_the_app().digest == load_rulebook(ours).digest


def test_a_broken_rulebook_of_a_team_is_told_with_every_place(ours: Path) -> None:
    ours.write_text(SMALLEST.replace("when: {distance: ", "when: {distanse: "), encoding="utf-8")

    app = AppTest.from_file(FRAME, default_timeout=30).run()
    health = healthz(REQUEST)

    assert not app.exception
    assert not app.title
    assert "ours.yaml:11:42" in told(app)
    assert "ours.yaml:14:10" in told(app)
    assert health.status_code == 503
    assert 'Did you mean "distance"?' in bytes(health.body).decode()


def test_a_broken_rulebook_can_be_put_right(ours: Path) -> None:
    ours.write_text("[", encoding="utf-8")
    with pytest.raises(RulebookError):
        rulebook_of_the_app()

    ours.write_text(write_rulebook(shipped_rulebook()), encoding="utf-8")

    assert rulebook_of_the_app().digest == shipped_rulebook().digest


def test_a_path_where_nothing_is_says_what_to_do(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, str(ours.parent / "nowhere"))

    app = AppTest.from_file(FRAME, default_timeout=30).run()

    assert not app.exception
    assert "QUEUEWISE_RULEBOOK names this path, and nothing is there." in told(app)
    assert healthz(REQUEST).status_code == 503


def test_a_rulebook_with_too_many_coupled_answers_is_refused_at_the_start(ours: Path) -> None:
    choices = "choices: [{id: near, label: Near}, {id: far, label: Far}]"
    more = [f"- {{id: q{number}, ask: A, why: W, {choices}}}\n" for number in range(30)]
    rule = "aspect: how_long, speaks_for: walk, strength: slight, because: B."
    rules = [f"- {{id: r{number}, when: {{q{number}: far}}, {rule}}}\n" for number in range(30)]
    text = SMALLEST.replace("questions:\n", "questions:\n" + "".join(more)).replace(
        "rules:\n", "rules:\n" + "".join(rules)
    )
    ours.write_text(text, encoding="utf-8")

    with pytest.raises(RulebookError, match="questions are coupled"):
        rulebook_of_the_app()
