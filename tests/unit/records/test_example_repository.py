"""The example repository works end to end: the hooks by the real pre-commit, and what the action runs by bash.

Nothing asks an index: pip is told to take dependencies from this environment and to build without one of its own.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.needs import program
from tests.unit.records.test_command import alone
from tests.unit.records.test_drift import with_rule, without

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "decision-repository"
ACTION = ROOT / "integrations" / "github" / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
SHIPPED = ("records", "rules", "integrations", "pyproject.toml", ".pre-commit-hooks.yaml")
REPOSITORY = "https://git.example.org/queuewise"
BIN = Path(sys.executable).parent

OFFLINE = {
    "PIP_NO_INDEX": "1",
    "PIP_NO_DEPS": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # 0 means on: pip reads this one the other way round
    "PYTHONPATH": next(path for path in sys.path if path.endswith("site-packages")),
}
GIT = {
    **{f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def run(*words: str, at: Path, **more: str) -> subprocess.CompletedProcess[str]:
    around = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env = {**around, **GIT, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **more}
    return subprocess.run(words, cwd=at, env=env, capture_output=True, text=True, check=False)


def committed(folder: Path, *more: str) -> Path:
    """A new git repository of all that is in a folder."""
    git = str(program("git"))
    for words in (
        ["init", "-q", "-b", "main"],
        ["add", "-A"],
        ["commit", "-q", "-m", "Begin"],
        *([*more],) * bool(more),
    ):
        done = run(git, *words, at=folder)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def queuewise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a team gets from where Queuewise is kept, as a git repository with the version that the example pins."""
    root = tmp_path_factory.mktemp("queuewise")
    for name in SHIPPED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    for cache in root.rglob("__pycache__"):
        shutil.rmtree(cache)
    return committed(root, "tag", "v0.1.0")


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """The example as a repository of its own."""
    return committed(shutil.copytree(EXAMPLE, tmp_path / "team"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_decision_of_the_example_is_made_with_the_shipped_rulebook(tmp_path: Path) -> None:
    for name in ("examples/refresh.sh", "examples/decision-repository/decision.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    for name in ("records", "rules", ".venv"):
        (tmp_path / name).symlink_to(ROOT / name if name != ".venv" else BIN.parent)

    done = run("sh", "examples/refresh.sh", at=tmp_path)

    assert done.returncode == 0, done.stderr
    written = (EXAMPLE / "decision.yaml").read_bytes()
    assert (tmp_path / "examples/decision-repository/decision.yaml").read_bytes() == written, "run examples/refresh.sh"


def test_the_hooks_and_the_configuration_are_what_pre_commit_reads(team: Path) -> None:
    assert run("pre-commit", "validate-manifest", str(HOOKS), at=team).returncode == 0
    assert run("pre-commit", "validate-config", at=team).returncode == 0


def test_every_hook_that_the_example_names_exists() -> None:
    config = yaml.safe_load((EXAMPLE / ".pre-commit-config.yaml").read_text(encoding="utf-8"))

    named = {hook["id"] for repo in config["repos"] for hook in repo["hooks"]}
    assert named == {hook["id"] for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}


def test_the_hooks_pass_until_the_decision_is_edited_or_a_file_contradicts_it(
    team: Path, queuewise: Path, tmp_path: Path
) -> None:
    edit(team / ".pre-commit-config.yaml", REPOSITORY, str(queuewise))
    around = {**OFFLINE, "PRE_COMMIT_HOME": str(tmp_path / "cache")}

    fine = run("pre-commit", "run", "--all-files", "--verbose", at=team, **around)
    assert fine.returncode == 0, fine.stdout + fine.stderr
    assert "It still holds" in fine.stdout

    edit(team / "decision.yaml", "option: celery_rabbitmq", "option: celery_redis")
    edit(team / "compose.yaml", "amqp://rabbitmq//", "redis://redis/0")
    run("git", "add", "-A", at=team)
    told = run("pre-commit", "run", at=team, **around)
    assert told.returncode == 1
    assert "accepted.option: celery_redis is written, celery_rabbitmq was derived" in told.stdout
    assert re.search(r"queuewise-evidence\n|no file contradicts.*Passed", told.stdout)


class Runner:
    """Runs the steps of the action as GitHub does: bash, one file of outputs, one summary."""

    def __init__(self, queuewise: Path, temporary: Path) -> None:
        self.action = queuewise / "integrations" / "github"
        self.temporary = temporary
        told: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
        self.steps = {step["name"]: step for step in told["runs"]["steps"] if "run" in step}
        self.inputs = {name: str(each.get("default", "")) for name, each in told["inputs"].items()}

    def run(self, name: str, at: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        step = self.steps[name]
        given = self.inputs | {key.replace("_", "-"): value for key, value in inputs.items()}
        env = {key: given[value.removeprefix("${{ inputs.").removesuffix(" }}")] for key, value in self._env(step)}
        script = self.temporary / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        around = {**OFFLINE, **{name: str(self.temporary / name.lower()) for name in self._files()}}
        paths = {"GITHUB_ACTION_PATH": str(self.action), "RUNNER_TEMP": str(self.temporary)}
        words = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script))
        return run(*words, at=at, **around, **paths, **env)

    def outputs(self) -> dict[str, str]:
        lines = (self.temporary / "github_output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    def _env(self, step: dict[str, Any]) -> Iterator[tuple[str, str]]:
        yield from step.get("env", {}).items()

    def _files(self) -> tuple[str, str]:
        return ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")


@pytest.fixture(scope="module")
def installed(queuewise: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the action's own step has put the command."""
    temporary = tmp_path_factory.mktemp("runner")
    done = Runner(queuewise, temporary).run("Install", at=temporary)
    assert done.returncode == 0, done.stderr
    return temporary


@pytest.fixture
def runner(queuewise: Path, installed: Path) -> Runner:
    """A runner with empty files of outputs."""
    for name in ("github_output", "github_step_summary"):
        (installed / name).write_text("", encoding="utf-8")
    return Runner(queuewise, installed)


@pytest.fixture
def rulebooks(tmp_path: Path) -> dict[str, str]:
    """Rulebooks of tomorrow: one that changes the verdict, one that does not."""
    made = {"verdict": with_rule(), "none": without("backoff-is-built-in")}
    paths = {name: tmp_path / f"{name}.yaml" for name in made}
    for name, rulebook in made.items():
        paths[name].write_text(alone(rulebook), encoding="utf-8")
    return {name: str(path) for name, path in paths.items()}


def test_what_is_installed_has_every_file_that_it_reads(installed: Path) -> None:
    command = str(installed / "queuewise" / "bin" / "queuewise")

    for words in (["record", "--face", "card"], ["record", "--face", "madr"], ["verify"]):
        done = run(command, *words, str(EXAMPLE / "decision.yaml"), at=installed, **OFFLINE)
        assert done.returncode == 0, done.stderr
    where = "import records, rules; print(records.__file__, rules.__file__)"
    place = run(str(installed / "queuewise" / "bin" / "python"), "-P", "-c", where, at=installed, **OFFLINE)
    assert place.stdout.count(str(installed)) == 2


def test_the_action_says_that_the_decision_holds(team: Path, runner: Runner) -> None:
    assert runner.run("Verify", team).returncode == 0
    done = runner.run("Drift", team)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("::notice title=Queue decision::It still holds")
    assert runner.outputs()["change"] == "holds"
    assert "It still holds" in (runner.temporary / "github_step_summary").read_text(encoding="utf-8")
    assert runner.run("Evidence", team, evidence=".").returncode == 0


def test_the_action_fails_when_the_verdict_changed_unless_nothing_may_fail(
    team: Path, runner: Runner, rulebooks: dict[str, str]
) -> None:
    done = runner.run("Drift", team, rulebook=rulebooks["verdict"])

    assert done.returncode == 1
    assert done.stdout.startswith("::error title=Queue decision::The verdict changed")
    assert runner.outputs()["change"] == "verdict"
    assert runner.run("Drift", team, rulebook=rulebooks["verdict"], fail_on="nothing").returncode == 0
    assert runner.run("Drift", team, rulebook=rulebooks["none"], fail_on="word").returncode in (0, 1)


def test_the_action_fails_on_what_cannot_be_read_whatever_may_fail(team: Path, runner: Runner) -> None:
    assert runner.run("Drift", team, decision="nowhere.yaml", fail_on="nothing").returncode == 2
    assert runner.run("Drift", team, fail_on="everything").returncode == 2
    assert runner.run("Verify", team, decision="nowhere.yaml").returncode == 2


def test_the_action_fails_on_a_file_that_contradicts_the_decision(team: Path, runner: Runner) -> None:
    (team / "compose.yaml").unlink()
    edit(team / "shop" / "bills.py", "amqp://localhost//", "redis://localhost/1")

    done = runner.run("Evidence", team, evidence=".")

    assert done.returncode == 1
    assert "brokers=rabbitmq" in done.stdout


def test_names_of_files_cannot_command_the_runner(team: Path, runner: Runner) -> None:
    (team / "::error::x").mkdir()
    (team / "::error::x" / "compose.yaml").write_text("[", encoding="utf-8")

    lines = runner.run("Evidence", team, evidence=".").stdout.splitlines()

    token = lines[0].removeprefix("::stop-commands::")
    assert len(token) == 32
    assert lines[-1] == f"::{token}::"


@pytest.mark.parametrize("value", ["a b.yaml", "$(touch pwned)", "; touch pwned", "`touch pwned`", "-x"])
def test_inputs_are_words_and_never_commands(value: str, team: Path, runner: Runner) -> None:
    for name in ("Verify", "Drift", "Evidence"):
        assert runner.run(name, team, decision=value, evidence=".").returncode == 2

    assert not (team / "pwned").exists()


def test_the_action_asks_for_inputs_only_through_the_environment() -> None:
    told = yaml.safe_load(ACTION.read_text(encoding="utf-8"))

    assert not [step for step in told["runs"]["steps"] if "${{" in step.get("run", "")]


def test_the_workflow_of_the_example_gives_inputs_that_the_action_has() -> None:
    workflow = yaml.safe_load((EXAMPLE / ".github" / "workflows" / "decision.yml").read_text(encoding="utf-8"))
    inputs = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]

    step = workflow["jobs"]["decision"]["steps"][-1]
    assert step["uses"].split("@")[0].endswith("integrations/github")
    assert step["with"].keys() <= inputs.keys()


def test_what_pip_installs_agrees_with_what_the_app_uses() -> None:
    import tomllib

    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    listed = re.findall(r"^([\w-]+\S*)", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)

    assert set(wanted) <= set(listed)


def test_the_extra_of_pip_is_what_the_tests_print_with() -> None:
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    listed = re.findall(r"^([\w-]+\S*)", (ROOT / "requirements-dev.in").read_text(encoding="utf-8"), re.MULTILINE)

    assert set(extras["pdf"]) <= set(listed)
