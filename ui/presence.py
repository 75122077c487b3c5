"""Notices when a visitor has gone: closed the tab, reloaded it, or lost the connection for long.

Streamlit releases what is cached for a session as soon as its connection is gone, on its event loop, so
nothing here may wait. A connection that is back within the grace time finds its run still on.
"""

from threading import Lock, Timer

import streamlit as st

from ui import runs, state

GRACE = 6.0
"""Seconds that a visitor may be away before the run is cancelled."""

_lock = Lock()
_leaving: dict[str, Timer] = {}


def notice() -> None:
    """Note that the visitor of this session is here. Called by every page."""
    visitor = _arrived(state.visitor())
    with _lock:
        timer = _leaving.pop(visitor, None)
    if timer:
        timer.cancel()


def _left(visitor: str) -> None:
    timer = Timer(GRACE, _gone, [visitor])
    timer.daemon = True
    with _lock:
        _leaving[visitor] = timer
    timer.start()


def _gone(visitor: str) -> None:
    with _lock:
        _leaving.pop(visitor, None)
    runs.leave(visitor)


@st.cache_resource(scope="session", show_spinner=False, on_release=_left)
def _arrived(visitor: str) -> str:
    return visitor
