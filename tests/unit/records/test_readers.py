"""The tools that teams have read our records: adr-tools, log4brains, Backstage, markdownlint, markdown-it.

adr-tools is Debian's; the others are pinned in readers/package-lock.json. Nothing is asked of a network. Backstage's
parser brings some 90 MB along that talk to code hosts. It needs only their types, so `overrides` leave them out.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from records import faces
from records.escape import visible
from tests.needs import INSTALL, missing, program
from tests.unit.records.samples import APP, DAY, every_example, record
from tests.unit.records.test_example_repository import committed, run
from tests.unit.records.test_faces import HOSTILE, hostile

READERS = Path(__file__).parent / "readers"
SAFE = {"text", "softbreak", "code_inline", "strong_open", "strong_close", "em_open", "em_close"}


def installed(package: str) -> Path:
    """A package of npm that the lock names."""
    folder = READERS / "node_modules" / package
    return folder if folder.is_dir() else missing(package, INSTALL)


def node(*words: str, given: str = "") -> str:
    utc = os.environ | {"TZ": "Etc/UTC"}  # Backstage takes a day for its midnight there, and tells it as the day here
    done = subprocess.run([program("node"), *words], input=given, env=utc, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def body(text: str) -> str:
    """The text without the YAML head, which readers of plain Markdown do not know."""
    return text.split("---\n", 2)[2] if text.startswith("---\n") else text


@pytest.fixture
def adrs(tmp_path: Path) -> Path:
    """A folder that adr-tools has begun, with our record as the second."""
    adr = str(program("adr"))
    (tmp_path / "docs").mkdir()
    assert run(adr, "init", "docs/adr", at=tmp_path).returncode == 0
    (tmp_path / "docs" / "adr" / "0002-bills.md").write_text(faces.nygard(record()), encoding="utf-8")
    return tmp_path


def test_adr_tools_lists_the_record_with_its_title(adrs: Path) -> None:
    assert "0002-bills.md" in run("adr", "list", at=adrs).stdout
    assert "[Celery with RabbitMQ for the shop](0002-bills.md)" in run("adr", "generate", "toc", at=adrs).stdout


def test_adr_tools_supersedes_the_record_and_finds_its_status(adrs: Path) -> None:
    done = run("adr", "new", "-s", "2", "Take", "another", "queue", at=adrs, VISUAL="true", EDITOR="true")

    assert done.returncode == 0, done.stderr
    text = (adrs / "docs" / "adr" / "0002-bills.md").read_text(encoding="utf-8")
    status = re.search(r"## Status\n(.*?)\n## Context", text, re.DOTALL)
    assert status is not None
    assert "Superseded by [3. Take another queue](0003-take-another-queue.md)" in status[1]
    assert "_2 -> _3" in run("adr", "generate", "graph", at=adrs).stdout.replace("_3 -> _2", "_2 -> _3")


def test_log4brains_reads_title_and_status(tmp_path: Path) -> None:
    installed("@log4brains/core")
    folder = tmp_path / "docs" / "adr"
    folder.mkdir(parents=True)
    for example in every_example():
        (folder / f"20261124-{example}.md").write_text(faces.madr(record(example)), encoding="utf-8")
    settings = "project:\n  name: shop\n  tz: Etc/UTC\n  adrFolder: ./docs/adr\n"
    (tmp_path / ".log4brains.yml").write_text(settings, encoding="utf-8")
    committed(tmp_path)

    told = json.loads(node(str(READERS / "read.cjs"), "log4brains", str(tmp_path)))

    assert {each["slug"] for each in told} == {f"20261124-{example}" for example in every_example()}
    assert {each["status"] for each in told} == {"accepted"}
    assert all(each["title"].endswith("for the shop") for each in told)


def test_backstage_finds_the_records_with_status_day_and_people() -> None:
    installed("@backstage/plugin-adr-common")
    texts = {f"docs/adr/{number:04}-{each}.md": faces.madr(record(each)) for number, each in enumerate(every_example())}

    told = json.loads(node(str(READERS / "read.cjs"), "backstage", given=json.dumps(texts)))

    assert told.keys() == texts.keys()
    assert {(each["status"], each["date"]) for each in told.values()} == {("accepted", DAY.isoformat())}
    assert all(each["attributes"]["decision-makers"] == ["Ada", "Grace"] for each in told.values())
    assert all(each["content"].strip() == body(texts[path]).strip() for path, each in told.items())


def test_names_of_people_are_text_for_backstage_too() -> None:
    installed("@backstage/plugin-adr-common")
    texts = {f"{number:04}-x.md": faces.madr(hostile(text)) for number, text in enumerate(HOSTILE)}

    told = json.loads(node(str(READERS / "read.cjs"), "backstage", given=json.dumps(texts)))

    for number, text in enumerate(HOSTILE):
        attributes = told[f"{number:04}-x.md"]["attributes"]
        assert attributes.keys() == {"status", "date", "decision-makers"}
        assert attributes["decision-makers"][0] == visible(text)


def test_markdownlint_finds_nothing_to_say(tmp_path: Path) -> None:
    command = installed("markdownlint-cli2") / "markdownlint-cli2-bin.mjs"
    shutil.copy(READERS / ".markdownlint-cli2.yaml", tmp_path)
    for example in every_example():
        for name in ("madr", "nygard"):
            (tmp_path / f"{name}-{example}.md").write_text(faces.TEXTS[name](record(example)), encoding="utf-8")

    done = run(str(program("node")), str(command), "*.md", at=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Linting: {2 * len(every_example())} file" in done.stdout


def test_the_record_has_the_sections_of_the_template_of_madr_in_their_order() -> None:
    template = (installed("madr") / "template" / "adr-template.md").read_text(encoding="utf-8")
    ours = faces.madr(record())

    def headings(text: str) -> list[str]:
        return [line for line in text.splitlines() if re.match(r"##", line) and "{" not in line]

    options = {f"### {name}" for name in ("Celery with Redis", "RabbitMQ only", "Celery with RabbitMQ")}
    assert [line for line in headings(ours) if line not in options] == headings(template)
    head = {line.split(":")[0].strip("# ") for line in ours.split("---\n")[1].splitlines()}
    assert head <= set(re.findall(r"^([a-z-]+):", template.split("---\n")[1], re.MULTILINE))


def test_text_of_people_is_text_for_markdown_it_with_html_and_links_switched_on() -> None:
    installed("markdown-it")
    pairs = [(face(record()), face(hostile(text))) for face in faces.TEXTS.values() for text in HOSTILE]
    texts = [body(text) for pair in pairs for text in pair]

    told = json.loads(node(str(READERS / "read.cjs"), "markdown-it", given=json.dumps(texts)))

    for plain, spoiled in zip(told[::2], told[1::2], strict=True):
        kinds = {kind for kind, _, _ in spoiled}
        assert kinds <= SAFE | {kind for kind, _, _ in plain}
        assert {href for _, _, href in spoiled} <= {href for _, _, href in plain}
    assert any(str(href).startswith(APP) for _, _, href in told[0])
