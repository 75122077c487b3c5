"""Keeps the answers in the address of the page without leaving a history entry for each of them.

Streamlit's own query parameters push one entry per change, so that Back would undo answers one by
one instead of leaving the page; and bound widgets write labels, which change with the wording.
"""

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

import streamlit as st

_SCRIPT = """
export default function ({ data: [data] }) {
  const here = new URL(window.location.href);
  const kept = [...here.searchParams].filter(([name]) => name.startsWith("embed") || data.kept.includes(name));
  const wanted = new URLSearchParams(data.search);
  kept.forEach(([name, value]) => wanted.append(name, value));
  const search = wanted.size ? "?" + wanted : "";
  if (here.search !== search) {
    window.history.replaceState(window.history.state, "", here.pathname + search + here.hash);
  }
}
"""


@st.cache_resource(show_spinner=False)
def _component():  # type: ignore[no-untyped-def]  # Streamlit does not export the type of a mounted component
    return st.components.v2.component("queuewise_address", js=_SCRIPT)


def show(parameters: Mapping[str, str], *, kept: Collection[str] = ()) -> None:
    """Let the address of the page read `?question=choice&…`, in the order given; `kept` parameters stay as they are."""
    # In a list: among the values of a mapping Streamlit looks for tables, and imports pandas to do so.
    _component()(data=[{"search": urlencode(parameters), "kept": list(kept)}], key="address", height=0)
