"""The command line, as far as it needs no broker."""

import pytest

from demos.__main__ import main
from demos.catalogue import catalogue


def test_it_names_the_demos(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0

    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [d.id for d in catalogue()]


def test_an_unknown_demo_is_told_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "carrier-pigeon"]) == 2

    told = capsys.readouterr()
    assert "There is no demo 'carrier-pigeon'. There are: " in told.err


@pytest.mark.parametrize("wrong", ["cooks", "cooks=many", "spoons=2", "cooks=99"])
def test_a_parameter_that_cannot_be_is_told(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "rabbitmq-routing", "--set", wrong]) == 2

    assert wrong.partition("=")[0] in capsys.readouterr().err
