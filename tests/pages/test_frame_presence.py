"""Who leaves, loses the run after a while; who is back in time, keeps it."""

from collections.abc import Iterator
from threading import Event

import pytest

from tests.leftovers import eventually
from ui import presence, runs, state


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The visitors whose runs were ended."""
    gone: list[str] = []
    monkeypatch.setattr(runs, "leave", gone.append)
    monkeypatch.setattr(presence, "GRACE", 0.1)
    yield gone
    presence._leaving.clear()


def test_a_visitor_who_stays_away_loses_the_run(gone: list[str]) -> None:
    presence._left("anna")

    assert eventually(lambda: gone == ["anna"])


def test_a_visitor_who_is_back_in_time_keeps_it(gone: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "_arrived", lambda visitor: visitor)
    monkeypatch.setattr(state, "visitor", lambda: "anna")
    presence._left("anna")

    presence.notice()

    assert not eventually(lambda: bool(gone), seconds=0.4)


def test_the_event_loop_never_waits_for_a_run_to_end(monkeypatch: pytest.MonkeyPatch) -> None:
    released = Event()
    monkeypatch.setattr(presence, "GRACE", 0.0)
    monkeypatch.setattr(runs, "leave", lambda _: released.wait(10))

    presence._left("anna")  # would hang here if the run were ended on this thread

    released.set()
