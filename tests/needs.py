"""What a test needs from the machine. Where it is missing, CI fails; elsewhere the test skips and says what to do."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import docker
import pytest
from docker.errors import DockerException, ImageNotFound

from demos import programs
from demos.demo import Demo
from records import pdf

RABBITMQ_IMAGE = "rabbitmq:4-management"
REDIS_IMAGE = "redis:8"
PYTHON_IMAGE = "python:3.13-slim"

INSTALL = "`make test` as root installs it on Debian"
INSTALL_BROKERS = f"{INSTALL}; so does `make brokers`, there and with Homebrew"
# Debian's /usr/sbin/rabbitmq-server insists on being root or rabbitmq; the plain script beside the library does not.
RABBITMQ_PLACES = ("/usr/lib/rabbitmq/bin", "/opt/homebrew/sbin", "/usr/local/sbin")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ON_MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def missing(what: str, remedy: str) -> NoReturn:
    """End the test: failed where the variable CI is set, else skipped. Either way it says what is missing."""
    message = f"{what} is missing here: {remedy}"
    if os.environ.get("CI"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def program(name: str, *places: str, remedy: str = INSTALL) -> Path:
    """The program of that name, looked for in `places` and then on the PATH."""
    found = shutil.which(name, path=os.pathsep.join([*places, os.environ.get("PATH", "")]))
    return Path(found) if found else missing(name, remedy)


def rabbitmq_server() -> Path:
    """A RabbitMQ server that this machine can start as a process of its own."""
    return program("rabbitmq-server", *RABBITMQ_PLACES, remedy=INSTALL_BROKERS)


def of_demo(demo: Demo) -> None:
    """Everything that a demo needs beside Python and a broker."""
    for name in programs.missing(demo):
        missing(name, f"{INSTALL}; so does `make node`, there and with Homebrew")


def redis_server() -> Path:
    """A Redis server that this machine can start as a process of its own."""
    return program("redis-server", remedy=INSTALL_BROKERS)


def chromium() -> Path:
    """The browser that the journeys are made in."""
    found = next(filter(None, map(shutil.which, (*CHROMIUM_NAMES, CHROMIUM_ON_MACOS))), None)
    return Path(found) if found else missing("Chromium", INSTALL)


def pdf_printer() -> None:
    """What prints a PDF: a library of Python's, and those of the system that it loads."""
    try:
        pdf.library()
    except pdf.CannotPrint as problem:
        missing("What prints a PDF", str(problem))


@contextmanager
def docker_engine() -> Iterator[docker.DockerClient]:
    """A Docker engine that answers."""
    try:
        client = docker.from_env()
        client.ping()
    except DockerException as problem:
        missing(f"A Docker engine ({problem})", "start Docker; on Debian as root `make test` installs and starts it")
    try:
        yield client
    finally:
        client.close()


def own_engine() -> None:
    """What an engine beside the machine's is made of: the programs, on Linux, and root to run them."""
    if sys.platform != "linux" or os.geteuid() != 0:
        missing("A user who may start a Docker engine", "run the tests as root on Linux")
    for name in ("dockerd", "ip", "umount"):
        program(name)


def image(client: docker.DockerClient, tag: str) -> str:
    """The tag of an image that the engine holds."""
    try:
        client.images.get(tag)
    except ImageNotFound:
        missing(f"The image {tag}", "`make images` pulls it, or builds a look-alike on Debian")
    return tag


def compose() -> tuple[str, ...]:
    """The command that speaks compose files of version 2."""
    answer = subprocess.run(["docker", "compose", "version"], capture_output=True, check=False)
    return ("docker", "compose") if answer.returncode == 0 else missing("docker compose", INSTALL)
