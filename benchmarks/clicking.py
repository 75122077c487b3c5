"""A visitor on Try it without a browser: a session that clicks and listens, as cheap as a connection."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from ui.words import say

WITHIN = 60.0
"""Seconds until the run can be started; the broker may have to start first."""

AGAIN = 0.3
"""Seconds until the page is drawn anew, as it draws itself while the broker starts."""


@contextmanager
def started(url: str, demo: str) -> Iterator[Callable[[float], None]]:
    """Open the page of a demo and click on Run; give a function that listens for so many seconds."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, origin=Origin(url), subprotocols=[Subprotocol("streamlit")], max_size=None) as session:
        session.send(_rerun(demo, click=_button(session, demo)))
        yield lambda seconds: _listen(session, seconds)


def _button(session: ClientConnection, demo: str) -> str:
    """Draw the page until the run can be started; give the id of the button for it."""
    until = time.monotonic() + WITHIN
    while time.monotonic() < until:
        session.send(_rerun(demo))
        buttons = [each.delta.new_element.button for each in _messages(session)]
        for button in buttons:
            if button.label == say("try_it.run") and not button.disabled:
                return str(button.id)
        _listen(session, AGAIN)
    raise AssertionError(f"{demo} could not be started within {WITHIN:.0f} s.")


def _messages(session: ClientConnection) -> Iterator[ForwardMsg]:
    """What the app sends until it has drawn."""
    for sent in session:
        message = ForwardMsg.FromString(sent if isinstance(sent, bytes) else sent.encode())
        yield message
        if message.WhichOneof("type") == "script_finished":
            return


def _listen(session: ClientConnection, seconds: float) -> None:
    """Take what the app sends, so that it need not keep it."""
    until = time.monotonic() + seconds
    with suppress(TimeoutError):
        while (left := until - time.monotonic()) > 0:
            session.recv(timeout=left)


def _rerun(demo: str, click: str | None = None) -> bytes:
    message = BackMsg()
    message.rerun_script.page_name = "try-it"
    message.rerun_script.query_string = f"demo={demo}"
    if click is not None:
        message.rerun_script.widget_states.widgets.append(WidgetState(id=click, trigger_value=True))
    return bytes(message.SerializeToString())
