"""The command that prints what is promised, as far as it need not measure."""

from collections.abc import Iterator, Mapping

import pytest

from benchmarks import __main__ as command
from benchmarks.figure import Figure, Measure, Tell
from tests import needs


def given(value: float, *, at_most: float | None = None, at_least: float | None = None) -> Figure:
    """A figure without the measuring."""
    return Figure(what="Soup", value=value, unit="ms", basis="tasted", at_most=at_most, at_least=at_least)


def quick(tell: Tell, *, times: int = 3) -> Iterator[Figure]:
    """A bar that holds."""
    tell("stirring")
    yield given(times, at_most=5)


def slow(tell: Tell, *, times: int = 3) -> Iterator[Figure]:
    """A bar that does not hold."""
    tell("stirring")
    yield given(times, at_most=2)


def without_pot(tell: Tell, *, times: int = 3) -> Iterator[Figure]:
    """A benchmark whose need is missing."""
    tell(f"{times} spoons")
    return needs.missing("A pot", "buy one")


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, Measure]:
    """The benchmarks that there are."""
    benchmarks = {"without_pot": without_pot, "slow": slow, "quick": quick}
    monkeypatch.setattr(command, "BENCHMARKS", benchmarks)
    return benchmarks


def test_help_lists_what_can_be_measured(listed: Mapping[str, Measure], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--help"])

    told = capsys.readouterr().out
    assert all(f"{name} " in told and str(measure.__doc__) in told for name, measure in listed.items())


def test_an_unknown_name_is_told_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["sour"])

    assert "there is no benchmark 'sour'. There are: without_pot, slow, quick" in capsys.readouterr().err


def test_a_line_says_what_was_measured_the_figure_the_bar_and_whether_it_holds(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main(["quick"]) == 0

    assert capsys.readouterr().out.splitlines()[1] == "holds   Soup: 3 ms, at most 5 ms (tasted)"


def test_a_missed_bar_is_told_by_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["slow", "quick"]) == 1

    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]] == ["MISSED", "holds", "Missed:"]


def test_what_cannot_be_measured_does_not_pass_for_kept_and_does_not_stop_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main([]) == 1

    told = capsys.readouterr().out
    assert "without_pot could not be measured: A pot is missing here: buy one" in told
    assert "holds" in told


def test_it_can_be_measured_more_or_less_often(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["slow", "--times", "1"]) == 0

    assert "Soup: 1 ms" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("figure", "holds"),
    [
        (given(2.0, at_most=2), True),
        (given(2.1, at_most=2), False),
        (given(80.0, at_least=80), True),
        (given(79.9, at_least=80), False),
        (given(1e6), None),
    ],
)
def test_a_bar_holds_up_to_the_number_itself(figure: Figure, holds: bool | None) -> None:
    assert figure.holds is holds
