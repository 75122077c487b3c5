"""Writes the decision down: asks what only people know, shows every face of the record, and gives each to download."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import streamlit as st

from records import Dissent, Record, badge, faces, record_of, shape
from records.decision import write_decision
from records.shown import shown_so_far
from rules import Rulebook, recommend
from ui import plain, public, state
from ui.words import say

LONGEST, MOST_LINES = 2000, 50


class Face(NamedTuple):
    """How a record is written, into which file, and what that is."""

    write: Callable[[Record], str]
    file: str
    mime: str
    language: str


FACES: Mapping[str, Face] = {
    "madr": Face(faces.madr, "decision.md", "text/markdown", "markdown"),
    "nygard": Face(faces.nygard, "decision.md", "text/markdown", "markdown"),
    "pull-request": Face(faces.pull_request, "decision.md", "text/markdown", "markdown"),
    "decision": Face(write_decision, "decision.yaml", "application/yaml", "yaml"),
    "json": Face(shape.as_json, "decision.json", "application/json", "json"),
    "card": Face(faces.card, "decision.html", "text/html", "html"),
    "badge": Face(badge.badge, "decision.svg", "image/svg+xml", "xml"),
}


def draw(rulebook: Rulebook) -> None:
    """Draw the button that opens the record of the answers as they are then."""
    if state.answers() and st.button(say("record.open"), key="write_down", icon=":material/edit_document:"):
        _write_down(rulebook)


@st.dialog(say("record.title"), width="large")
def _write_down(rulebook: Rulebook) -> None:
    st.markdown(say("record.lead"))
    record = _asked(rulebook)
    st.caption(say("record.link"))
    st.code(record.permalink, language=None, wrap_lines=True)
    if state.own_rulebook():
        st.caption(say("record.own_rulebook"))
    _draw_face(record)


def _asked(rulebook: Rulebook) -> Record:
    title = st.text_input(say("record.name"), key="record_title", max_chars=200, placeholder=say("record.name_like"))
    why_now = st.text_area(say("record.why_now"), key="record_why_now", max_chars=LONGEST, height=68)
    people = st.text_area(say("record.people"), key="record_people", max_chars=LONGEST, height=68)
    dissent = st.text_area(say("record.dissent"), key="record_dissent", max_chars=LONGEST, height=68)
    answers = state.answers()
    return record_of(
        answers,
        rulebook,
        datetime.now(UTC).date(),
        title=title.strip(),
        people=_lines(people),
        dissent=_dissent(dissent),
        why_now=why_now.strip(),
        receipts=shown_so_far(recommend(answers, rulebook)),
        app=_address(),
    )


def _draw_face(record: Record) -> None:
    name = st.radio(say("record.face"), list(FACES), format_func=_name, key="record_face", horizontal=True)
    face = FACES[name]
    text = face.write(record)
    st.download_button(
        say("record.download", file=face.file), text, face.file, face.mime, on_click="ignore", type="primary"
    )
    # Wrapped and whole: a box that scrolls by itself cannot be reached with the keyboard.
    st.code(text, language=face.language, wrap_lines=True)


def _name(face: str) -> str:
    return say(f"record.face_{face}")


def _dissent(text: str) -> list[Dissent]:
    found = []
    for line in _lines(text):
        who, colon, says = line.partition(":")
        if colon:
            found.append(Dissent(who=who.strip(), says=says.strip()))
        else:
            st.warning(say("record.no_colon", line=plain.markdown(line)))
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]


def _address() -> str | None:
    """Where the app is reached: as the operator says, else as this visitor's browser does, for a link to be copied."""
    return public.address() or public.origin(st.context.url or "") or None
