"""The card of a decision as a PDF: one page that can be read aloud, that is the same each time, and asks nobody."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from socket import create_server
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from records import Dissent, faces, pdf
from records.cli import main
from records.decision import write_decision
from records.escape import visible
from records.record import Record
from tests import needs
from tests.unit.records.samples import every_example, record
from tests.unit.records.test_faces import HOSTILE

A4 = (595.28, 841.89)
"""In points."""

MORE_HOSTILE = (*HOSTILE, '<img src="file:///etc/passwd">', "<link rel=attachment href=file:///etc/passwd>")
LONG_WORD = "Donaudampfschifffahrtsgesellschaft" * 6


@pytest.fixture(autouse=True)
def printer() -> None:
    """Every test here prints, or says why it cannot."""
    needs.pdf_printer()


@pytest.fixture
def decision(tmp_path: Path) -> Path:
    """A decision of payments in a file."""
    path = tmp_path / "decision.yaml"
    path.write_text(write_decision(record()), encoding="utf-8")
    return path


def read(printed: bytes) -> PdfReader:
    return PdfReader(BytesIO(printed), strict=True)


def text(printed: bytes) -> str:
    """What a reader extracts, without the blanks, which lines end at."""
    return squeezed("".join(page.extract_text() for page in read(printed).pages))


def squeezed(words: object) -> str:
    return "".join(str(words).split())


def told_by_people(words: str) -> Record:
    return record(title=words, people=(words, "Ada"), why_now=words, dissent=(Dissent(who=words, says=words),))


def in_a_process(*words: str, seed: str = "0", before: str = "") -> subprocess.CompletedProcess[bytes]:
    """The command, run after some lines of Python."""
    program = f"{before}\nimport sys\nfrom records.cli import main\nsys.exit(main(sys.argv[1:]))"
    environment = os.environ | {"PYTHONHASHSEED": seed}
    return subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, check=False, env=environment, timeout=60
    )


@pytest.mark.parametrize("example", every_example())
def test_the_card_is_printed_on_one_page_of_a4(example: str) -> None:
    (page,) = read(pdf.pdf(record(example))).pages

    assert (page.mediabox.width, page.mediabox.height) == pytest.approx(A4, abs=0.01)


@pytest.mark.parametrize(("sentences", "pages"), [(250, 1), (600, 2)])
def test_what_people_wrote_at_length_is_set_smaller_before_it_goes_on_to_another_page(
    sentences: int, pages: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = record(why_now="It was lost. " * sentences)

    printed = read(pdf.pdf(long)).pages

    assert len(printed) == pages
    for page in printed:
        assert (page.mediabox.width, page.mediabox.height) == pytest.approx(A4, abs=0.01)
    monkeypatch.setattr(pdf, "SIZES", (1.0,))
    assert len(read(pdf.pdf(long)).pages) > 1


def test_its_text_can_be_taken_out_and_says_what_the_card_says() -> None:
    told = text(pdf.pdf(record()))

    for words in ("Celery with RabbitMQ for the shop", "The old queue lost a payment.", "Linus: Redis is there."):
        assert squeezed(words) in told


def test_letters_of_other_alphabets_can_be_taken_out() -> None:
    assert "ŁódźПривет" in text(pdf.pdf(record(title="Łódź Привет")))


def test_it_has_its_title_its_language_and_tags_for_those_who_have_it_read_aloud() -> None:
    reader = read(pdf.pdf(record()))

    catalog: Any = reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == "Celery with RabbitMQ for the shop"
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"]) == ("en", True)
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert {"/H1", "/H2", "/L", "/LI", "/P", "/Link"} <= kinds(catalog["/StructTreeRoot"]["/K"])


def test_its_only_link_is_the_permalink() -> None:
    (page,) = read(pdf.pdf(record())).pages

    annotations: Any = page["/Annots"]
    assert {each.get_object()["/A"]["/URI"] for each in annotations} == {record().permalink}


@pytest.mark.parametrize("example", every_example())
def test_without_an_address_it_has_no_link_and_names_the_code_on_one_page(example: str) -> None:
    it = record(example, app=None)
    (page,) = read(pdf.pdf(it)).pages

    assert "/Annots" not in page
    assert f"/d/{it.code}" in "".join(page.extract_text().split())


def test_it_is_the_same_bytes_in_another_process_at_another_time(decision: Path) -> None:
    first, second = (in_a_process("record", str(decision), "--face", "pdf", seed=seed) for seed in ("1", "2"))

    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout == second.stdout


def test_it_is_marked_with_the_code_of_the_decision_and_with_no_date() -> None:
    reader = read(pdf.pdf(record()))

    assert reader.metadata is not None
    identifiers: Any = reader.trailer["/ID"]
    assert identifiers[0] == record().code
    assert set(reader.metadata) == {"/Producer", "/Title"}


@pytest.mark.parametrize("words", MORE_HOSTILE)
def test_text_of_people_is_text_on_paper(words: str) -> None:
    printed = pdf.pdf(told_by_people(words))

    reader = read(printed)
    assert reader.metadata is not None
    assert squeezed(visible(words)) in squeezed(reader.metadata.title)
    assert text(printed).count(squeezed(visible(words))) == 5
    assert_only_letters(reader)


def test_a_word_that_is_longer_than_a_line_is_broken_where_the_line_ends() -> None:
    printed = pdf.pdf(told_by_people(LONG_WORD))

    lines = "\n".join(page.extract_text() for page in read(printed).pages).split()
    assert max(map(len, lines)) < len(LONG_WORD)
    assert text(printed).count(LONG_WORD) == 5


def test_whatever_a_page_refers_to_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p::before { content: 'fetched' }", encoding="utf-8")
    with create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        web, file = f"http://127.0.0.1:{server.getsockname()[1]}", secret.as_uri()
        page = "".join(
            f"<link rel=stylesheet href='{url}'><link rel=attachment href='{url}'><img src='{url}' alt=''>"
            f"<style>@import '{url}'; @font-face {{ font-family: x; src: url('{url}') }}</style>"
            for url in (web, file, "data:text/css,p::before{content:'fetched'}")
        )

        printed = pdf.printed(f"<html lang=en><title>x</title>{page}<p>here</p>", "x")

        with pytest.raises(BlockingIOError):
            server.accept()
    assert text(printed) == "here"
    assert_only_letters(read(printed))


def test_it_is_written_to_a_file_and_into_a_pipe(decision: Path, tmp_path: Path) -> None:
    path = tmp_path / "decision.pdf"
    asked = ("record", str(decision), "--face", "pdf")

    assert main([*asked, "--output", str(path)]) == 0
    assert path.read_bytes().startswith(b"%PDF-")
    assert in_a_process(*asked).stdout == path.read_bytes()


def test_a_terminal_gets_a_sentence_instead(
    decision: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    assert main(["record", str(decision), "--face", "pdf"]) == 2
    told = capfd.readouterr()
    assert told.out == ""
    assert "--output decision.pdf" in told.err


@pytest.mark.parametrize(
    ("before", "says"),
    [
        ("import sys; sys.modules['weasyprint'] = None", pdf.NO_LIBRARY),
        ("import cffi\ndef refuse(*_): raise OSError\ncffi.FFI.dlopen = refuse", pdf.NO_PANGO),
        ("import os; os.environ['FONTCONFIG_FILE'] = os.environ['NO_FONTS']", pdf.NO_FONT),
    ],
    ids=["no library", "no Pango", "no font"],
)
def test_what_is_missing_is_named_with_what_to_install(
    before: str, says: str, decision: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_fonts, path = tmp_path / "fonts.conf", tmp_path / "decision.pdf"
    no_fonts.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    monkeypatch.setenv("NO_FONTS", str(no_fonts))

    done = in_a_process("record", str(decision), "--face", "pdf", "--output", str(path), before=before)

    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert not path.exists()


def test_the_other_faces_need_nothing_of_it(decision: Path) -> None:
    done = in_a_process("record", str(decision), before="import sys; sys.modules['weasyprint'] = None")

    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == faces.madr(record(app=None))


def assert_only_letters(reader: PdfReader) -> None:
    """Nothing is in it but text: no picture, no file, no script."""
    assert not reader.attachments
    assert [image for page in reader.pages for image in page.images] == []
    assert not {"/OpenAction", "/AA", "/Names", "/AcroForm"} & set(reader.root_object)


def kinds(node: object) -> set[str]:
    """The tags in a part of the tree of tags."""
    if isinstance(node, list):
        return {kind for child in node for kind in kinds(child.get_object())}
    if not isinstance(node, DictionaryObject):
        return set()
    return {str(node["/S"])} | kinds(node.get("/K", [])) if "/S" in node else set()
