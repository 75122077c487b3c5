"""Takes a rulebook of the visitor's own: read, checked on every answer set, and used in this session alone.

Nothing is written to a file and nothing is seen by anybody else. What is refused leaves everything as it was.
"""

import streamlit as st

from rules import Rulebook, RulebookError, read_rulebook
from rules.text import MOST_BYTES, Refused, decoded
from ui import paint, rulebook_files, rulebook_in_use, state
from ui.rulebook_proof import check_size, proof
from ui.words import say

_FILE = "own_file"
_TEXT = "own_text"
_PASTED = "rulebook.yaml"
_LONGEST_NAME = 60
_MEGABYTE = 1
"""The smallest limit that Streamlit knows. The real one is `MOST_BYTES`, checked when the file is read."""


def draw() -> None:
    """Draw the way to bring a rulebook, and what is wrong with the one that was refused."""
    with st.container(key="qw_own_rulebook"):
        paint.html("rulebook_own.html", own=state.own_rulebook(), most=MOST_BYTES // 1024)
        rulebook_files.draw()
        _ask()
        _take()
        if problems := state.refused():
            paint.html("rulebook_refused.html", problems=problems)


def checked(content: bytes, *, name: str) -> Rulebook:
    """Read a rulebook and check it on every answer set.

    Raises:
        RulebookError: with every problem; it cannot be used.
    """
    try:
        rulebook = read_rulebook(decoded(content, file=name), file=name)
    except Refused as refused:
        raise RulebookError([refused.problem]) from refused
    check_size(rulebook)
    proof(rulebook)
    return rulebook


def _ask() -> None:
    st.file_uploader(
        say("rulebook.upload", most=MOST_BYTES // 1024), key=_FILE, max_upload_size=_MEGABYTE, on_change=_offer_file
    )
    with st.form("own_form", border=False):
        st.text_area(
            say("rulebook.paste"), key=_TEXT, height=200, max_chars=MOST_BYTES, placeholder=say("rulebook.like")
        )
        st.form_submit_button(say("rulebook.use"), on_click=_offer_text)


def _offer_file() -> None:
    """An upload that was taken away again is no offer, and clears what was said about it."""
    upload = state.widget(_FILE)
    name = str(getattr(upload, "name", ""))[:_LONGEST_NAME]
    state.offer(name or None, upload.read(MOST_BYTES + 1) if name else b"")  # type: ignore[attr-defined]


def _offer_text() -> None:
    state.offer(_PASTED, str(state.widget(_TEXT) or "").encode(errors="replace"))


def _take() -> None:
    """Check what was offered, and use it if it can be used."""
    if not (offer := state.offered()):
        return
    name, content = offer
    try:
        with st.spinner(say("rulebook.reading"), show_time=True):
            own = checked(content, name=name)
    except RulebookError as broken:
        state.set_refused(broken.problems)
        return
    rulebook_in_use.use(own)
    st.rerun()
