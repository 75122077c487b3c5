"""What is taken home works: unpacked in a clean folder, with official images and its own test."""

import io
import os
import secrets
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import docker
import pytest

from rules import recommend, shipped_rulebook
from starters import starter_of
from tests import needs

pytestmark = pytest.mark.timeout(600)

ANSWERS: Mapping[str, Mapping[str, str]] = {
    "rabbitmq": {"routing": "pattern", "language": "several", "order": "strict", "duration": "days", "loss": "money"},
    "celery_redis": {"language": "python", "retries": "again", "brokers": "redis", "delay": "minutes"},
    "celery_rabbitmq": {"loss": "money", "retries": "backoff", "rerun": "minutes", "results": "polls"},
}
"""Answers whose warnings change most of what a starter is made of."""


def unpacked(option: str, folder: Path) -> Path:
    """The starter of an option in a folder of its own."""
    book = shipped_rulebook()
    it = recommend(ANSWERS[option], book)
    assert it.outcome.option == option
    name, content = starter_of(it, book)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        packed.extractall(folder)
    return folder / name.removesuffix(".zip")


def run(folder: Path, *command: str, env: Mapping[str, str], seconds: float = 60) -> subprocess.CompletedProcess[str]:
    """Run a command as the README says it, with nothing of ours to import."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        command,
        cwd=folder,
        env={**clean, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=seconds,
        check=False,
    )


@contextmanager
def up(folder: Path, env: Mapping[str, str]) -> Iterator[str]:
    """The starter's own brokers, under a name of their own."""
    project = f"take-home-{secrets.token_hex(4)}"
    compose = (*needs.compose(), "--project-name", project)
    try:
        started = run(folder, *compose, "up", "--detach", "--wait", env=env, seconds=180)
        assert started.returncode == 0, started.stdout
        yield project
    finally:
        run(folder, *compose, "down", "--volumes", "--timeout", "5", env=env)


def environment(folder: Path) -> dict[str, str]:
    """What `.env` puts into the environment."""
    lines = (folder / ".env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.usefixtures("rabbitmq_image", "redis_image")
@pytest.mark.parametrize("option", list(ANSWERS))
def test_a_starter_passes_its_own_test_in_a_clean_folder(
    option: str, tmp_path: Path, docker_engine: docker.DockerClient
) -> None:
    folder = unpacked(option, tmp_path)

    made = run(folder, sys.executable, "make_env.py", env={})
    assert made.returncode == 0, made.stdout
    env = environment(folder)
    with up(folder, env) as project:
        tested = run(folder, sys.executable, "-m", "pytest", "test_shop.py", env=env, seconds=200)

    assert tested.returncode == 0, tested.stdout
    assert "1 passed" in tested.stdout
    assert not [each for each in docker_engine.volumes.list() if each.attrs["Name"].startswith(project)]


def test_a_password_that_was_chosen_is_never_chosen_again(tmp_path: Path) -> None:
    folder = unpacked("celery_redis", tmp_path)

    first = run(folder, sys.executable, "make_env.py", env={})
    chosen = environment(folder)
    second = run(folder, sys.executable, "make_env.py", env={})

    assert first.returncode == 0
    assert second.returncode != 0
    assert environment(folder) == chosen
    assert len(chosen["PASSWORD"]) == 32
