"""The brokers of this app: one warm one of each kind, which everybody shares, and why it is the one it is."""

import time
from functools import cache
from threading import Event

import streamlit as st

from backends import choose
from backends.contract import Broker, Phase, Selection
from backends.warm import Warm
from ui.words import say

LOOK_SECONDS = 20

_NOT_STARTED = (None, Phase.LOOKING, Phase.STARTING)


@cache
def warm() -> Warm:
    """The keeper of the shared brokers.

    Raises:
        Misconfigured: the operator's settings cannot be used.
    """
    return Warm(choose.configured())


def begin(*, within: float) -> None:
    """Begin to open the shared brokers, and wait at most `within` seconds until each has been started.

    A container that joins a network makes a browser on this machine drop what it is loading
    (ERR_NETWORK_CHANGED), so it should do that before the first page is asked for. Nobody waits until the
    brokers are ready.

    Raises:
        Misconfigured: the operator's settings cannot be used.
    """
    warm().start(*Broker)
    deadline = time.monotonic() + within
    while any(warm().look(broker).phase in _NOT_STARTED for broker in Broker) and time.monotonic() < deadline:
        Event().wait(0.05)


def selection(broker: Broker, *, private: bool = False) -> Selection:
    """Which backend gives `broker`, with every finding; a `private` one never comes from the operator's URLs.

    Raises:
        Misconfigured: the operator's settings cannot be used.
    """
    known = warm().look(broker)
    warmed = known.selection if known.endpoint else None
    if warmed and not (private and warmed.chosen and warmed.chosen.backend == choose.GIVEN):
        return warmed
    return _looked_up(broker, private=private)


def forget(broker: Broker) -> None:
    """Look again the next time that somebody asks for `broker`."""
    for private in (False, True):
        _looked_up.clear(broker, private=private)


def progress(broker: Broker) -> str:
    """How far the opening of the shared broker has come, in words."""
    phase = warm().look(broker).phase or Phase.LOOKING
    return say(f"try_it.phase_{phase.value}", broker=say(f"try_it.broker_{broker.value}"))


@st.cache_resource(ttl=LOOK_SECONDS, show_spinner=False)
def _looked_up(broker: Broker, *, private: bool) -> Selection:
    return choose.select(broker, choose.configured(), private=private)
