"""Waits until a broker that was just started is ready, or says why it is not."""

import time
from contextlib import suppress
from typing import Protocol
from urllib.parse import urlsplit

from backends.contract import Broker, Phase, Tell, tell_nobody
from backends.errors import Lost, NotReady, NotStarted, PortTaken, Refused
from backends.fate import Fate
from backends.masking import password_of
from backends.probe import answers, prove

PATIENCE = {Broker.RABBITMQ: 60.0, Broker.REDIS: 15.0}
"""Seconds that a broker which was just started has to become ready."""

_PROOF = {
    Broker.RABBITMQ: "A message that is confirmed and delivered",
    Broker.REDIS: "A value that is kept and given back",
}
_POLL_SECONDS = 0.01
_KNOCK_SECONDS = 1.0
_PROVE_SECONDS = 3.0
_LAST_WORDS_SECONDS = 1.0
_TAKEN = ("eaddrinuse", "address already in use", "address in use", "port is already allocated")


class Subject(Protocol):
    """What is being waited for: a process or a container."""

    @property
    def label(self) -> str:
        """What it is, in words: "redis-server (process 4711)"."""
        ...

    def ended(self) -> str | None:
        """Say how it ended; None while it runs."""
        ...

    def tail(self) -> str:
        """Give the last lines that it wrote."""
        ...


def fate(subject: Subject) -> Fate | None:
    """Say how `subject` ended; None while it runs."""
    how = subject.ended()
    return None if how is None else Fate(subject.label, how)


def await_ready(
    subject: Subject,
    broker: Broker,
    url: str,
    management_url: str | None = None,
    *,
    patience: float | None = None,
    tell: Tell = tell_nobody,
) -> str:
    """Wait until `broker` at `url` passes `probe.prove`, at most `patience` seconds; give product and version.

    Raises:
        PortTaken: it ended because somebody else has its port.
        NotStarted: it ended.
        NotReady: the deadline passed; the message names it, the state and the last lines.
        Refused: it answered and did not let us in.
    """
    seconds = PATIENCE[broker] if patience is None else patience
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        tell(Phase.WAITING)
        _raise_if_ended(subject, url)
        if answers(url, timeout=min(_KNOCK_SECONDS, left)):
            tell(Phase.PROVING)
            with suppress(Lost):
                return _prove(subject, broker, url, management_url, timeout=min(_PROVE_SECONDS, left))
        time.sleep(_POLL_SECONDS)
    raise _not_ready(subject, broker, url, seconds)


def _prove(subject: Subject, broker: Broker, url: str, management_url: str | None, *, timeout: float) -> str:
    """Prove it; a refusal may come from a stranger on our port, in which case our own broker ends soon."""
    try:
        return prove(broker, url, management_url, timeout=timeout)
    except Refused:
        deadline = time.monotonic() + _LAST_WORDS_SECONDS
        while time.monotonic() < deadline:
            _raise_if_ended(subject, url)
            time.sleep(_POLL_SECONDS)
        raise


def _raise_if_ended(subject: Subject, url: str) -> None:
    how = subject.ended()
    if how is None:
        return
    log = subject.tail()
    taken = any(sign in log.lower() for sign in _TAKEN)
    kind = PortTaken if taken else NotStarted
    raise kind(
        f"{subject.label} ended ({how}) before it was ready.",
        expected=f"It was expected to listen on {_where(url)}.",
        remedy="Another program has that port; try again." if taken else "Its last lines say why.",
        log=log,
        secrets=[password_of(url)],
    )


def _not_ready(subject: Subject, broker: Broker, url: str, seconds: float) -> NotReady:
    return NotReady(
        f"{subject.label} did not get ready within {seconds:g} s; it is still running.",
        expected=f"{_PROOF[broker]} was expected at {_where(url)}.",
        remedy="Its last lines may say why; a busy machine may need another try.",
        log=subject.tail(),
        secrets=[password_of(url)],
    )


def _where(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}"
