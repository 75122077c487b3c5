"""What a demo needs beside Python is named before anything is started, with how to get it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from demos.catalogue import STORIES, catalogue, code_of, demo
from demos.demo import Demo
from demos.errors import ProgramMissing
from demos.programs import missing, require
from demos.run import Run, Status
from tests.unit.demos.fakes import demo_that, no_broker, nothing

FOLDERS = [file.parent for file in STORIES.glob("*/package.json")]
EVERY_FOLDER = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


def needing(*names: str, folder: Path | None = None) -> Demo:
    """A demo that needs programs, with its code in `folder`."""
    what = demo_that(nothing)
    return replace(what, programs=names, code=(folder / "story.py",) if folder else what.code)


def package(folder: Path, version: str) -> None:
    """Write down what npm would have installed."""
    installed = folder / "node_modules" / "courier"
    installed.mkdir(parents=True)
    (installed / "package.json").write_text(json.dumps({"version": version}), encoding="utf-8")


def test_a_program_that_is_here_is_not_missing() -> None:
    assert missing(needing("sh")) == ()


def test_every_program_that_is_nowhere_is_named_with_how_to_get_it() -> None:
    with pytest.raises(ProgramMissing, match=r"no-such-courier, no-such-cook, which this machine lacks.*make node"):
        require(needing("sh", "no-such-courier", "no-such-cook"))


def test_a_package_is_missing_until_its_exact_version_is_there(tmp_path: Path) -> None:
    wanted = {"dependencies": {"courier": "2.0.0"}}
    (tmp_path / "package.json").write_text(json.dumps(wanted), encoding="utf-8")
    what = needing(folder=tmp_path)

    assert missing(what) == ("courier",)
    package(tmp_path, "2.0.0")
    assert missing(what) == ()


def test_another_version_of_a_package_counts_as_missing(tmp_path: Path) -> None:
    wanted = {"dependencies": {"courier": "2.0.0"}}
    (tmp_path / "package.json").write_text(json.dumps(wanted), encoding="utf-8")
    package(tmp_path, "1.9.0")

    assert missing(needing(folder=tmp_path)) == ("courier",)


def test_a_run_that_lacks_a_program_fails_before_a_broker_is_asked_for() -> None:
    run = Run(replace(demo("rabbitmq-routing"), programs=("no-such-courier",)), {"cooks": 2}, no_broker)

    run.live()

    shot = run.snapshot()
    assert shot.status is Status.FAILED
    assert "no-such-courier" in (shot.problem or "")


@EVERY_FOLDER
def test_what_npm_installs_is_locked_to_exact_versions_and_runs_no_script(folder: Path) -> None:
    wanted = json.loads((folder / "package.json").read_text(encoding="utf-8"))["dependencies"]
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    assert locked[""]["dependencies"] == wanted
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(each["integrity"] for name, each in locked.items() if name)
    assert not any("hasInstallScript" in each or "resolved" in each for each in locked.values())


@EVERY_FOLDER
def test_the_files_in_javascript_are_shown_with_the_others(folder: Path) -> None:
    what = next(each for each in catalogue() if each.code[0].parent == folder)
    own = {Path(file.name).name for file in code_of(what) if Path(file.name).parent.name == folder.name}

    assert {path.name for path in folder.glob("*.js")} | {"package.json"} <= own
