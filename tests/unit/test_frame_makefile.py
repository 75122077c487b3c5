"""The Makefile explains itself."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TARGETS = re.findall(r"^([a-z][\w-]*):(?!=)(.*)$", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)


def test_the_makefile_has_the_two_commands() -> None:
    assert {"run", "test"} <= {name for name, _rest in TARGETS}


@pytest.mark.parametrize(("name", "rest"), TARGETS)
def test_every_target_has_a_comment_of_one_line(name: str, rest: str) -> None:
    assert re.search(r" ## \S.{9,}$", rest), f"{name} has no comment after ##"


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name, _rest in TARGETS:
        assert f"  make {name} " in listed
