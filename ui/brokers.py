"""The brokers of this app: one warm one of each kind, which everybody shares, and why it is the one it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

import streamlit as st

from backends import choose
from backends.contract import Broker, Selection, Space
from backends.warm import Warm
from ui.words import say

LOOK_SECONDS = 20


@cache
def warm() -> Warm:
    """The keeper of the shared brokers."""
    return Warm(choose.configured())


@st.cache_resource(ttl=LOOK_SECONDS, show_spinner=False)
def selection(broker: Broker) -> Selection:
    """Which backend gives `broker`, with every finding; looked up at most once in `LOOK_SECONDS`."""
    known = warm().look(broker).selection
    return known if known is not None and known.chosen else choose.select(broker, choose.configured())


@contextmanager
def opener(broker: Broker, run_id: str, tell: Callable[[str], None]) -> Iterator[Space]:
    """Give a run a place of its own on the shared broker; see `demos.demo.Opener`."""
    tell(say(f"try_it.opening_{broker.value}"))
    with warm().space(broker, run_id) as space:
        yield space
