"""Requests that no application ever sees: no HTTP at all, or a head that is too long to be read.

uvicorn answers each of them itself, with 400 and bare text. Here it answers as the app does: with a problem and the
headers that protect, and with 414 or 431 where length is what is wrong. Streamlit lets nobody choose uvicorn's protocol
for HTTP, so its one method is replaced.
"""

import sys
from http import HTTPStatus

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from ui import security
from ui.api.problems import problem

_SAYS = {
    HTTPStatus.BAD_REQUEST: "This is no request that HTTP/1.1 knows.",
    HTTPStatus.REQUEST_URI_TOO_LONG: "The address is longer than anything that is read here.",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "The head of the request is longer than anything that is read here.",
}


def answer_as_the_app_does() -> None:
    """Let the server of this process refuse such requests so."""
    H11Protocol.send_400_response = _refuse  # type: ignore[assignment, method-assign]


def _refuse(self: H11Protocol, _says: str) -> None:
    """Answer unless an answer is on its way already; either way this connection is of no more use."""
    if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
        for event in _answer(_status(self.conn)):
            self.transport.write(self.conn.send(event) or b"")
    self.transport.close()


def _answer(status: HTTPStatus) -> tuple[h11.Event, ...]:
    response = problem(status, _SAYS[status])
    protecting = [(name.lower().encode(), value.encode()) for name, value in security.headers().items()]
    headers = [*response.raw_headers, *protecting, (b"connection", b"close")]
    start = h11.Response(status_code=status.value, headers=headers, reason=status.phrase.encode())
    return start, h11.Data(data=bytes(response.body)), h11.EndOfMessage()


def _status(connection: h11.Connection) -> HTTPStatus:
    """What the error that is being handled says; whether the first line was at its end tells what was too long."""
    if getattr(sys.exception(), "error_status_hint", None) != HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE:
        return HTTPStatus.BAD_REQUEST
    came, _ = connection.trailing_data
    return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE if b"\n" in came else HTTPStatus.REQUEST_URI_TOO_LONG
