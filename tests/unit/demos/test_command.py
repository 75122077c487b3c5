"""The command line, as far as it needs no broker."""

from dataclasses import replace
from pathlib import Path

import pytest

from backends.contract import Broker
from backends.embedded import Embedded
from demos.__main__ import COMMANDS, main
from demos.catalogue import ROOT, catalogue
from demos.events import What
from demos.evidence import Evidence, counts_of
from demos.evidence_file import written
from demos.predictions import Sealed
from demos.second_opinion import COUNTED
from demos.tally import ledger
from tests.unit.demos.telling import events, told
from tests.unit.demos.test_independent import TOLD


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


def kept(folder: Path, evidence: Evidence, name: str = "kept.json") -> str:
    (folder / name).write_text(written(evidence), encoding="ascii")
    return str(folder / name)


def test_evidence_on_which_both_judges_agree_is_fine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["judge", kept(tmp_path, TOLD)]) == 0

    assert "Both judges and the file agree." in capsys.readouterr().out


def test_evidence_of_losses_where_safety_is_claimed_is_told_by_the_exit_code(tmp_path: Path) -> None:
    story = [
        told(What.SENT, "shop", "order-1", queue="safe"),
        told(What.CONFIRMED, "exchange", "order-1"),
        told(What.CLOSED, "safe", waiting=0),
    ]
    books = ledger(events(story))
    lossy = replace(
        TOLD,
        predictions=Sealed(),
        events=events(story),
        ledger=books,
        counts=counts_of(books),
        judgement=None,
    )

    assert main(["judge", kept(tmp_path, lossy)]) == 1
    assert main(["judge", kept(tmp_path, replace(lossy, may_lose=frozenset({"safe"})))]) == 0


def test_what_is_no_evidence_is_told_and_the_other_files_are_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text").write_text("nothing", encoding="ascii")

    assert main(["judge", str(tmp_path / "text"), str(tmp_path / "none"), kept(tmp_path, TOLD)]) == 2

    output = capsys.readouterr()
    assert len(output.err.splitlines()) == 2
    assert "agree" in output.out


def test_damaged_evidence_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(kept(tmp_path, TOLD))
    path.write_text(path.read_text(encoding="ascii")[:5000], encoding="ascii")

    assert main(["judge", str(path)]) == 3

    assert "Evidence damaged" in capsys.readouterr().err


def test_counts_that_differ_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = replace(TOLD, ledger=replace(TOLD.ledger, executed=1))

    assert main(["judge", kept(tmp_path, wrong)]) == 4

    assert "DIFFERENT executed: the file says 1" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_can_be_used_by_a_person(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])

    assert ended.value.code == 0
    assert "usage: python -m demos" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["list", *COMMANDS])
def test_every_command_is_explained_in_the_docs(command: str) -> None:
    assert f"| `{command}` |" in (ROOT / "docs" / "demos.md").read_text(encoding="utf-8")


def test_every_count_that_is_compared_is_explained_in_the_docs() -> None:
    docs = (ROOT / "docs" / "demos.md").read_text(encoding="utf-8")

    assert [name for name in COUNTED if f"| {name} |" not in docs] == []


def test_a_run_that_could_not_begin_leaves_evidence_that_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("QUEUEWISE_RABBITMQ_URL", raising=False)
    folder = tmp_path / "kept"

    assert main(["run", "rabbitmq-routing", "--backend", "given", "--times", "2", "--evidence", str(folder)]) == 1

    assert [path.name for path in sorted(folder.iterdir())] == ["rabbitmq-routing-1.json", "rabbitmq-routing-2.json"]
    assert main(["judge", *map(str, folder.iterdir())]) == 0
    assert "The run did not come to a judgement." in capsys.readouterr().out


def test_a_run_that_no_broker_here_can_be_broken_for_says_who_could_give_one_and_names_the_recording(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Embedded().open(Broker.REDIS) as operators:
        monkeypatch.setenv("QUEUEWISE_REDIS_URL", operators.url)

        assert main(["run", "celery-publish-retry", "--backend", "given"]) == 1

    told = capsys.readouterr().out
    assert "There is no redis here that may be broken." in told
    assert "Others may be on it" in told
    assert "comes from containers or local or embedded" in told
    assert "python -m demos judge demos/recordings/celery-publish-retry.json.gz" in told


@pytest.mark.parametrize("wrong", ["twice=1", "nothing"])
def test_a_prediction_that_the_demo_does_not_ask_for_is_told(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "rabbitmq-routing", "--predict", wrong]) == 2

    assert "cannot be taken" in capsys.readouterr().err
