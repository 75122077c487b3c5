"""The card of a record as a PDF: one page, tagged, with its text. WeasyPrint prints it, and asks nobody for anything.

WeasyPrint is an extra, `queuewise[pdf]`, so it is imported when something is printed.
"""

import importlib
import warnings
from contextlib import redirect_stdout
from io import StringIO
from types import ModuleType

from records import faces
from records.record import Record

WIDTH, HEIGHT = 210, 297
"""A4, in millimetres."""

SIZES = (1.0, 0.9, 0.8)
"""How large the card is set: the largest that fits on one page. What no size fits goes on to further pages."""

NO_LIBRARY = (
    "WeasyPrint, which prints the PDF, is not installed here. Install the command together with it, "
    "pip install 'PATH-OR-ADDRESS-OF-QUEUEWISE[pdf]', or run `make dev` in a checkout."
)
NO_PANGO = (
    "WeasyPrint is installed, but Pango, with which it sets text, cannot be loaded. Install it. "
    "Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. macOS: brew install pango."
)
NO_FONT = (
    "There is no font on this machine, so there would be no letters in the PDF. Install one. "
    "Debian: apt-get install fonts-dejavu-core."
)


class CannotPrint(Exception):
    """This machine lacks what prints a PDF. The message says what to install."""


def pdf(record: Record) -> bytes:
    """The card of `record`, printed. With the same fonts the same record gives the same bytes; no clock is asked.

    Raises:
        CannotPrint: WeasyPrint, Pango or every font is missing.
    """
    return printed(faces.card(record), record.code)


def printed(page: str, identifier: str) -> bytes:
    """A page of HTML as PDF on A4, with `identifier` as that of the file. Whatever it refers to is not fetched.

    Raises:
        CannotPrint: WeasyPrint, Pango or every font is missing.
    """
    weasyprint = library()
    refusing = weasyprint.urls.URLFetcher(allowed_protocols=())
    html = weasyprint.HTML(string=page, url_fetcher=refusing)
    for size in SIZES:
        document = html.render(stylesheets=[weasyprint.CSS(string=_paper(size), url_fetcher=refusing)])
        if len(document.pages) == 1:
            break
    told: bytes = document.write_pdf(zoom=size, pdf_identifier=identifier.encode(), pdf_tags=True)
    return told


def library() -> ModuleType:
    """WeasyPrint.

    Raises:
        CannotPrint: it, Pango or every font is missing.
    """
    try:
        # It prints advice of its own where Pango is missing, and only warns where no letter can be drawn.
        with redirect_stdout(StringIO()), warnings.catch_warnings():
            warnings.filterwarnings("error", "No fonts configured|FontConfig cannot load", UserWarning)
            return importlib.import_module("weasyprint")
    except ModuleNotFoundError:
        raise CannotPrint(NO_LIBRARY) from None
    except OSError:
        raise CannotPrint(NO_PANGO) from None
    except UserWarning:
        raise CannotPrint(NO_FONT) from None


def _paper(size: float) -> str:
    """A sheet that is A4 once the whole page is scaled by `size`."""
    return f"@page {{ size: {WIDTH / size}mm {HEIGHT / size}mm !important }}"
