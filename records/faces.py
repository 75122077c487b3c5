"""The faces of a record as text. Pure: the same record gives the same bytes, on any machine."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from records import escape
from records.brief import Brief
from records.record import Record
from rules import Source

TEMPLATES = Path(__file__).parent / "templates"

Face = Callable[[Record], str]

_MARKED_UP = ("html", "svg")
"""Endings of templates in which Jinja escapes; in Markdown `finalize` does."""


def madr(record: Record) -> str:
    """A decision record after MADR 4 (https://adr.github.io/madr/), every section filled from data."""
    return _markdown("madr.md", record)


def nygard(record: Record) -> str:
    """A decision record after Michael Nygard: status, context, decision, consequences."""
    return _markdown("nygard.md", record)


def pull_request(record: Record) -> str:
    """Text for a pull request, with a diagram in Mermaid that GitHub and GitLab draw."""
    return _markdown("pull_request.md", record)


def card(record: Record) -> str:
    """A page that stands alone: no script, no request, light and dark, one printed page."""
    return rendered("card.html", record)


def rendered(template: str, record: Record, **values: object) -> str:
    """A template of HTML or SVG, with every value escaped."""
    return _rendered(_pages(), template, record, **values)


def _markdown(template: str, record: Record) -> str:
    return _rendered(_texts(), template, record)


def _rendered(templates: jinja2.Environment, name: str, record: Record, **values: object) -> str:
    return templates.get_template(name).render(it=Brief(record), record=record, **values).strip() + "\n"


@cache
def _texts() -> jinja2.Environment:
    # Every value is escaped on its way out; only what escape.py has written itself is let through.
    return _environment(escape.markdown)


@cache
def _pages() -> jinja2.Environment:
    return _environment(_seen)


def _environment(finalize: Callable[[object], object]) -> jinja2.Environment:
    # In Markdown `finalize` escapes; HTML's escapes would show there.
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(_MARKED_UP),
        finalize=finalize,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(yaml=escape.yaml_text, mermaid=escape.mermaid, way=_way)
    environment.filters.update(code=_code, cited=_cited)
    return environment


def _code(value: object) -> escape.Written:
    """A word of ours in code marks; nothing that people wrote goes there."""
    return escape.Written(f"`{value}`")


def _seen(value: object) -> object:
    return value if isinstance(value, Markup | int) else escape.visible(value)


def _way(record: Record) -> escape.Written:
    """The permalink as a link; as text where no app is known, because a file of its own has none to be relative to."""
    if record.app is None:
        return escape.Written(f"{_code(record.permalink)} on your Queuewise")
    return escape.address(record.permalink)


def _cited(source: Source) -> escape.Written:
    return escape.Written(f"[{escape.markdown(source.title)}](<{source.url}>)")


TEXTS: Mapping[str, Face] = {"madr": madr, "nygard": nygard, "pull-request": pull_request}
"""The faces that are Markdown, by the name that commands and addresses give them."""
