"""A group of processes is stopped as a whole, goes on as a whole, and what did not happen is said."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from backends import group
from backends.errors import FaultFailed

FAMILY = "import os, time; os.fork(); print(os.getpid(), flush=True); time.sleep(300)"


@pytest.fixture
def family() -> Iterator["subprocess.Popen[str]"]:
    """A parent and a child in a group of their own, which have both said that they are there."""
    with subprocess.Popen(
        [sys.executable, "-c", FAMILY], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as parent:
        assert parent.stdout is not None
        for _ in range(2):
            assert parent.stdout.readline()
        yield parent
        if parent.poll() is None:
            os.killpg(parent.pid, 9)


def states(leader: "subprocess.Popen[str]") -> set[str]:
    return set(group._states(leader.pid))


def test_a_frozen_group_stands_still_and_a_thawed_one_goes_on(family: "subprocess.Popen[str]") -> None:
    group.freeze(family.pid)
    assert states(family) == {"T"}

    group.thaw(family.pid)
    assert "T" not in states(family)


def test_both_ways_of_looking_see_the_same(family: "subprocess.Popen[str]") -> None:
    group.freeze(family.pid)

    for lines in (group._from_files(), group._from_ps()):
        assert [state for of, state in lines if of == family.pid] == ["T", "T"]


def test_a_group_that_is_gone_cannot_be_frozen(family: "subprocess.Popen[str]") -> None:
    os.killpg(family.pid, 9)
    family.wait(10)
    group.require_ended(family.pid)

    with pytest.raises(FaultFailed, match="reached nobody"):
        group.freeze(family.pid)


def test_a_group_that_did_not_end_is_said(family: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group, "_SECONDS", 0.1)

    with pytest.raises(FaultFailed, match="did not end"):
        group.require_ended(family.pid)
