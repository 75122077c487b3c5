"""Puts a template on the page. What people or rulebooks wrote is text there: Jinja escapes every value."""

from functools import cache
from pathlib import Path

import jinja2
import streamlit as st

from demos.catalogue import catalogue
from ui import receipt_marks
from ui.words import count, say

TEMPLATES = Path(__file__).parent / "templates"


def html(template: str, **values: object) -> None:
    """Draw `ui/templates/<template>` as one element, with `say` at hand and every value escaped."""
    st.html(rendered(template, **values))


def rendered(template: str, **values: object) -> str:
    """The same as text, for a component that puts it on the page itself."""
    return _templates().get_template(template).render(**values)


@cache
def _demos() -> frozenset[str]:
    """The demos that exist. A rulebook of somebody's own may name others."""
    return frozenset(demo.id for demo in catalogue())


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(say=say, count=count, demos=_demos, receipt=receipt_marks.mark)
    return environment
