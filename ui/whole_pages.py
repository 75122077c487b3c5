"""Lets a page that was drawn reach its browser whole, however busy the server is.

What a script draws waits in the server's event loop. When a browser asks for a part of the page at that moment,
Streamlit finds that the script has ended, begins a new one for that part, and takes what still waits for a straggler
to be passed over: the rest of the page never arrives. Parts that are drawn anew by the clock ask several times a
second, so on a busy server that happens. Here such a request waits until everything from before was heard. Streamlit
lets nobody choose its sessions, so their one method is replaced.
"""

from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner import RerunData

SOON = 0.01
"""Seconds until it is tried again; what waits is heard by then unless the server is very busy."""

_begin = AppSession._create_scriptrunner  # noqa: SLF001 - see above


def keep_whole() -> None:
    """Let every session of this process begin a script only when it has heard the one before to its end."""
    AppSession._create_scriptrunner = _begin_in_turn  # type: ignore[assignment, method-assign]  # noqa: SLF001


def _begin_in_turn(self: AppSession, data: RerunData) -> None:
    """Streamlit lets go of a script that it interrupts; of one that it still has, not everything was heard."""
    if self._state is AppSessionState.SHUTDOWN_REQUESTED:
        return
    if self._scriptrunner is None:
        _begin(self, data)
    elif not self._scriptrunner.request_rerun(data):
        self._event_loop.call_later(SOON, _begin_in_turn, self, data)
