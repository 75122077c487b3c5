"""The app's image, built from the Dockerfile: small in rights, complete, and able to say whether it is well."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator

import docker
import pytest
from docker.models.containers import Container

from tests.e2e.compose import ROOT, new_stack
from tests.leftovers import eventually

pytestmark = pytest.mark.timeout(900)

HEALTHY_SECONDS = 60
GRACE_SECONDS = 10  # Docker kills what did not stop by then


@pytest.fixture(scope="module")
def image(docker_engine: docker.DockerClient) -> Iterator[str]:
    """The tag of the image, as compose builds it."""
    with new_stack(docker_engine) as stack:
        yield stack.image


@pytest.fixture(scope="module")
def running(docker_engine: docker.DockerClient, image: str) -> Iterator[Container]:
    """The image alone: no brokers, no settings, nothing that it could write to but /tmp."""
    container = docker_engine.containers.run(
        image,
        detach=True,
        init=True,
        read_only=True,
        tmpfs={"/tmp": ""},  # noqa: S108 # in the container
        cap_drop=["ALL"],
        mem_limit="1g",
    )
    try:
        yield container
    finally:
        container.remove(force=True, v=True)


EVERY_FACE = """
from datetime import date
from hashlib import sha256
from records import Dissent, badge, faces, page, record_of, shape
from rules import shipped_rulebook

book = shipped_rulebook()
writes = [faces.madr, faces.nygard, faces.pull_request, faces.card, shape.as_json, badge.badge, badge.shields]
for example in book.examples:
    told = {"title": "Bücher & Co", "people": ["Ada", "Зоя"], "dissent": [Dissent(who="Bo", says="Nein…")]}
    record = record_of(example.answers, book, date(2026, 11, 25), why_now="Now.", app="https://q.example.org", **told)
    for write in [*writes, lambda record: page.permalink(record, book)]:
        print(example.title, sha256(write(record).encode()).hexdigest())
"""


def said(container: Container, *command: str) -> str:
    """What a command in the container prints, which has to succeed."""
    code, output = container.exec_run([*command])
    assert isinstance(output, bytes)
    assert code == 0, output.decode()
    return output.decode()


def health(container: Container) -> str:
    container.reload()
    return str(container.attrs["State"]["Health"]["Status"])


def test_it_becomes_healthy_by_its_own_check_and_without_any_broker(running: Container) -> None:
    assert eventually(lambda: health(running) == "healthy", HEALTHY_SECONDS), running.logs().decode()


def test_it_runs_as_a_user_who_owns_nothing_of_the_app(running: Container) -> None:
    assert said(running, "id", "-u").strip() == "10001"
    assert said(running, "find", "/queuewise", "/libraries", "-user", "10001") == ""


def test_it_holds_what_the_app_runs_from_and_nothing_else(running: Container) -> None:
    here = {name for name in said(running, "ls", "-A", "/queuewise").split() if name != "requirements.txt"}
    assert {"app.py", ".streamlit", "pages", "ui", "demos", "rules", "backends"} <= here
    assert here & {".git", ".ci", ".venv", "tests", "docs", "benchmarks", "images", "setup", "Makefile"} == set()


def test_a_record_has_the_same_bytes_in_the_container_as_here_in_every_face(running: Container) -> None:
    here = subprocess.run(
        [sys.executable, "-c", EVERY_FACE], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert len(here.splitlines()) >= 80
    assert said(running, "python", "-c", EVERY_FACE) == here


def test_it_holds_no_build_tools(running: Container) -> None:
    tools = "for tool in gcc cc make git /libraries/bin/pip; do command -v $tool || true; done"
    assert said(running, "sh", "-c", tools) == ""


def test_it_holds_exactly_the_libraries_of_the_lock(running: Container) -> None:
    locked = set(re.findall(r"^([\w.-]+==[\w.]+)", (ROOT / "requirements.txt").read_text(), flags=re.MULTILINE))
    installed = set(json.loads(said(running, "python", "-c", LIST_LIBRARIES)))
    assert "streamlit" in {library.split("==")[0] for library in installed}
    assert installed - locked == set()


def test_it_stops_when_it_is_asked_to(running: Container) -> None:
    running.stop(timeout=GRACE_SECONDS)
    running.reload()
    assert running.attrs["State"]["ExitCode"] != 137, "It had to be killed."


LIST_LIBRARIES = """
import json, re, streamlit
from importlib.metadata import distributions
from pathlib import Path
libraries = distributions(path=[str(Path(streamlit.__file__).parents[1])])
print(json.dumps([re.sub(r"[-_.]+", "-", each.name).lower() + "==" + each.version for each in libraries]))
"""
