"""Every face says the same decision, and text that people wrote stays text in all of them."""

import json
import subprocess
import sys
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import yaml
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from records import Dissent, badge, faces, shape
from records.escape import visible
from records.record import Record
from tests.unit.records.payloads import PAYLOADS
from tests.unit.records.samples import APP, by_chance, every_example, record, shown

EVERY_FACE = {
    **faces.TEXTS,
    "card": faces.card,
    "badge": badge.badge,
    "shields": badge.shields,
    "json": shape.as_json,
}
FACES = pytest.mark.parametrize("face", EVERY_FACE.values(), ids=EVERY_FACE)
EXAMPLES = pytest.mark.parametrize("example", every_example())

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "`rm -rf /` **bold** _it_ ~~gone~~ | cell |",
    "line one\n# heading\n* item\n---\n```\ncode",
    "@everyone #1 https://evil.example www.evil.example",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "\u202eright to left\u202c \x00\x1b[31m",
    "1. first\n+ plus\n> quote",
    'quote " backslash \\ colon: yes',
)


def hostile(text: str) -> Record:
    receipts = shown(record().answers, text)
    dissent = (Dissent(who=text, says=text),)
    return record(title=text, people=(text, "Ada"), why_now=text, dissent=dissent, receipts=receipts)


@FACES
@EXAMPLES
def test_a_face_is_the_same_bytes_each_time(face: faces.Face, example: str) -> None:
    assert face(record(example)).encode() == face(record(example)).encode()


def test_the_faces_are_the_same_bytes_in_another_process_with_another_hash_seed() -> None:
    program = (
        "import hashlib\nfrom tests.unit.records.test_faces import EVERY_FACE, record\n"
        "print(hashlib.sha256(''.join(face(record()) for face in EVERY_FACE.values()).encode()).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }

    assert len(told) == 1


@EXAMPLES
def test_the_madr_record_has_every_section_filled(example: str) -> None:
    _, head, body = faces.madr(record(example)).split("---\n", 2)

    told = yaml.safe_load(head)
    assert (told["status"], told["date"], told["decision-makers"]) == ("accepted", "2026-11-24", ["Ada", "Grace"])
    sections = [part.split("\n", 1) for part in body.split("\n## ")[1:]]
    assert [name for name, _ in sections] == [
        "Context and Problem Statement",
        "Decision Drivers",
        "Considered Options",
        "Decision Outcome",
        "Pros and Cons of the Options",
        "More Information",
    ]
    assert all(text.strip() for _, text in sections)
    assert "### Consequences" in body
    assert f"python -m records verify {record(example).code}" in body


@EXAMPLES
def test_the_madr_record_fits_on_a_page(example: str) -> None:
    lines = faces.madr(record(example)).splitlines()

    assert len(lines) <= 80
    assert sum(len(line) for line in lines) <= 6000


def test_only_why_now_is_left_to_the_team() -> None:
    unwritten = faces.madr(record(why_now=""))

    assert unwritten.count("TODO") == 1
    assert "why now?" in unwritten
    assert "TODO" not in faces.madr(record())


def test_a_record_without_people_is_a_proposal() -> None:
    assert 'status: "proposed"' in faces.madr(record(people=()))
    assert "Proposed" in faces.nygard(record(people=()))


@EXAMPLES
def test_the_json_face_fits_its_schema_and_leaves_nothing_out(example: str) -> None:
    data = json.loads(shape.as_json(record(example)))

    Draft202012Validator(shape.schema()).validate(data)
    assert data["answers"] == dict(record(example).answers)
    assert data["recommendation"]["option"] == record(example).recommendation.outcome.option
    assert len(data["recommendation"]["warnings"]) == len(record(example).recommendation.warnings)


def test_the_published_schema_is_the_one_that_is_checked() -> None:
    assert json.loads(shape.FILE.read_text(encoding="utf-8")) == shape.schema()


@EXAMPLES
def test_the_card_is_small_and_asks_nobody(example: str) -> None:
    card = faces.card(record(example))

    assert len(card.encode()) <= 30_000
    for word in ("<script", "<link", "<img", "url(", "@import", "http-equiv", "<iframe", "onload"):
        assert word not in card
    assert [value for name, value in _attributes(card) if name in ("href", "src")] == [record(example).permalink]


def test_a_card_weighs_little_whatever_was_answered_seen_and_written() -> None:
    heaviest = max(by_chance(200), key=lambda it: len(faces.card(it).encode()))

    assert heaviest.receipts
    assert len(faces.card(heaviest).encode()) <= 30_000


@EXAMPLES
def test_the_badge_is_a_picture_with_a_title(example: str) -> None:
    picture = ElementTree.fromstring(badge.badge(record(example)))  # noqa: S314  # it is ours

    title = picture.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert record(example).recommendation.word in str(title.text)


def test_shields_gets_what_its_endpoint_asks_for() -> None:
    told = json.loads(badge.shields(record()))

    assert told["schemaVersion"] == 1
    assert {type(told[name]) for name in ("label", "message", "color")} == {str}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_people_is_text_in_the_card(text: str) -> None:
    card = faces.card(hostile(text))

    assert {tag for tag, _ in _tags(card)} == {tag for tag, _ in _tags(faces.card(record()))}
    assert [name for name, _ in _attributes(card) if name.startswith("on")] == []
    assert [value for name, value in _attributes(card) if name == "href"] == [record().permalink]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("face", faces.TEXTS.values(), ids=faces.TEXTS)
def test_text_of_people_is_text_for_a_reader_of_markdown(face: faces.Face, text: str) -> None:
    plain, told = _parsed(face(record())), _parsed(face(hostile(text)))

    assert [token.type for token in told] == [token.type for token in plain]
    inside = [child for token in told for child in token.children or ()]
    assert {child.type for child in inside} <= {"text", "softbreak", "code_inline", *_OURS}
    assert {child.attrs["href"] for child in inside if child.type == "link_open"} <= _links(plain)
    read = "".join(child.content for child in inside).replace("\N{WORD JOINER}", "")
    assert read.count(visible(text)) >= 2


@pytest.mark.parametrize("face", faces.TEXTS.values(), ids=faces.TEXTS)
def test_no_payload_in_a_receipt_is_more_than_text_for_a_reader_of_markdown(face: faces.Face) -> None:
    plain = _parsed(face(record()))

    for text in PAYLOADS:
        told = _parsed(face(record(receipts=shown(record().answers, text))))
        inside = [child for token in told for child in token.children or ()]
        assert [token.type for token in told] == [token.type for token in plain]
        assert {child.type for child in inside} <= {"text", "softbreak", "code_inline", *_OURS}
        assert {child.attrs["href"] for child in inside if child.type == "link_open"} <= _links(plain)
        assert visible(text) in "".join(child.content for child in inside).replace("\N{WORD JOINER}", "")


def test_no_payload_in_a_receipt_is_more_than_text_in_the_card() -> None:
    plain = _tags(faces.card(record()))

    for text in PAYLOADS:
        assert _tags(faces.card(record(receipts=shown(record().answers, text)))) == plain


@pytest.mark.parametrize("text", HOSTILE)
def test_the_head_of_the_madr_record_stays_yaml(text: str) -> None:
    head = yaml.safe_load(faces.madr(hostile(text)).split("---\n")[1])

    assert head["decision-makers"][1:] == ["Ada"]
    assert set(head) == {"status", "date", "decision-makers"}


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_people_comes_back_whole_from_json(text: str) -> None:
    data = json.loads(shape.as_json(hostile(text)))

    assert (data["title"], data["people"][0], data["dissent"][0]["says"]) == (text, text, text)


def test_the_permalink_leads_to_the_app() -> None:
    assert record().permalink == f"{APP}/d/{record().code}"


@pytest.mark.parametrize("face", [*faces.TEXTS.values(), faces.card])
def test_where_the_app_itself_shows_a_record_the_permalink_is_relative(face: faces.Face) -> None:
    it = record(app="")

    assert f"<{it.permalink}>" in face(it) or f'href="{it.permalink}"' in face(it)
    assert it.permalink == f"/d/{it.code}"


_OURS = ("link_open", "link_close", "strong_open", "strong_close", "em_open", "em_close")


def _parsed(text: str) -> list[Token]:
    """The tokens of a reader of GitHub's Markdown, without the YAML head."""
    body = text.split("---\n", 2)[2] if text.startswith("---\n") else text
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(body)


def _links(tokens: list[Token]) -> set[object]:
    return {child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))


def _tags(page: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
    reader = _Reader()
    reader.feed(page)
    return reader.tags


def _attributes(page: str) -> list[tuple[str, str | None]]:
    return [attribute for _, attributes in _tags(page) for attribute in attributes]
