"""Shows the very files that run, and lets them be downloaded as they are."""

from pathlib import PurePosixPath

import streamlit as st

from demos.catalogue import CodeFile, code_of
from demos.demo import Demo
from ui import paint, plain
from ui.words import say

LANGUAGES = {".py": "python", ".js": "javascript", ".yaml": "yaml", ".json": "json"}


def draw(demo: Demo) -> None:
    """Draw each file in a tab of its own, those of this demo before those that all demos share."""
    paint.html("run_code.html")
    _draw_tabs(demo)


@st.fragment
def _draw_tabs(demo: Demo) -> None:
    files = code_of(demo)
    labels = [plain.markdown(PurePosixPath(file.name).name) for file in files]
    tabs = st.tabs(labels, key=f"code_{demo.id}", on_change="rerun")
    for tab, file in zip(tabs, files, strict=True):
        # A browser looks through all that is in every tab whenever a number of the run changes, seen or not.
        if tab.open:
            with tab:
                _draw_file(demo, file)


def _draw_file(demo: Demo, file: CodeFile) -> None:
    path = PurePosixPath(file.name)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(plain.markdown(file.name), width="content")
        st.download_button(
            say("try_it.download", file=plain.markdown(path.name)),
            file.text,
            file_name=path.name,
            mime="text/plain",
            on_click="ignore",
            key=f"download_{demo.id}_{file.name}",
        )
    # Wrapped and whole: a box that scrolls by itself cannot be reached with the keyboard.
    st.code(file.text, language=LANGUAGES.get(path.suffix), line_numbers=True, wrap_lines=True)
