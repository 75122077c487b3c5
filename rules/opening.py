"""Opens a rulebook as a folder of files or as one file, and puts its lists on a shelf."""

from collections.abc import Iterable
from pathlib import Path as File

from rules.problems import Problem, did_you_mean, shown
from rules.sections import CASES, FILES, SECTIONS, VOCABULARY, in_file
from rules.shelf import Shelf
from rules.text import MOST_BYTES, Document, Refused, decoded, read


def open_text(content: str | bytes, *, file: str) -> Shelf:
    """The lists of a rulebook that is one text. `file` is what problems call it; it may be a visitor's word too."""
    shelf, file = Shelf(), shown(file)[1:-1]
    if document := shelf.read(lambda: read(_text(content, file), file=file), SECTIONS):
        shelf.put_all(SECTIONS, document)
    return shelf


def open_file(path: File) -> Shelf:
    """The lists of a rulebook that is one file."""
    shelf = Shelf()
    if document := shelf.read(lambda: _document(path, path.name), SECTIONS):
        shelf.put_all(SECTIONS, document)
    return shelf


def open_folder(folder: File) -> Shelf:
    """The lists of a rulebook that is a folder of files."""
    shelf = Shelf()
    for file in FILES:
        _put_file(shelf, folder, file)
    cases = sorted(path.relative_to(folder).as_posix() for path in folder.glob(CASES.file))
    for file in cases:
        if document := shelf.read(lambda file=file: _document(folder / file, file), [CASES]):  # type: ignore[misc]
            shelf.put(CASES, document)
    shelf.problems += _strangers(folder)
    return shelf


def _put_file(shelf: Shelf, folder: File, file: str) -> None:
    sections = in_file(file)
    if not (folder / file).exists() and not any(section.least for section in sections):
        return
    document = shelf.read(lambda: _document(folder / file, file), sections)
    if document and file == VOCABULARY:
        shelf.put_all(sections, document)
    elif document:
        shelf.put(sections[0], document)


def _document(path: File, file: str) -> Document:
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused(Problem(file, 1, 1, f"The file cannot be read: {error.strerror}.")) from error
    return read(_text(content, file), file=file)


def _text(content: str | bytes, file: str) -> str:
    return decoded(content, file=file) if isinstance(content, bytes) else content


def _strangers(folder: File) -> Iterable[Problem]:
    """Files that look like part of the rulebook and are none: one of them is surely a typing mistake."""
    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in FILES:
            says = f"No file {shown(path.name)} belongs to a rulebook.{did_you_mean(path.name, FILES)}"
            yield Problem(path.name, 1, 1, says)
