"""What happens around the whole life of the app: before the first visitor and after the last."""

import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from types import FrameType

import streamlit as st
from anyio import to_thread

from backends.errors import BackendError
from demos.catalogue import catalogue
from rules import RulebookError
from ui import brokers, decision, live, long_lived, malformed, prompt_answers, runs, whole_pages
from ui.team_rulebook import rulebook_of_the_app

LAZY = ("streamlit.delta_generator", "streamlit.elements.widgets.number_input", "streamlit.components.v2")
"""Modules that would otherwise be imported while the first visitor waits."""

Handler = Callable[[int, FrameType | None], object]

START_SECONDS = 5.0

_log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare what would make the first visitor wait, and close what the visitors opened."""
    hear_the_end()
    prompt_answers.switch_on()
    malformed.answer_as_the_app_does()
    whole_pages.keep_whole()
    await to_thread.run_sync(prepare)
    long_lived.freeze()
    try:
        yield
    finally:
        await to_thread.run_sync(close)


def hear_the_end() -> None:
    """Let open streams end as soon as the app is asked to end, before the server waits for them."""
    if threading.current_thread() is not threading.main_thread():
        return  # only there can signals be heard; a server on another thread is ended by who started it
    for number in (signal.SIGINT, signal.SIGTERM):
        server = signal.getsignal(number)
        if callable(server):
            signal.signal(number, _ending(server))


def _ending(server: Handler) -> Handler:
    def end(number: int, frame: FrameType | None) -> None:
        live.closing.set()
        server(number, frame)

    return end


def prepare() -> None:
    """Read the rulebook and the demos and begin to open the brokers. What is wrong is logged, and told on the pages."""
    for name in LAZY:
        import_module(name)
    catalogue()
    try:
        decision.prepare(rulebook_of_the_app())
        brokers.begin(within=START_SECONDS)
    except (RulebookError, BackendError) as problem:
        _log.error("%s", problem)


def close() -> None:
    """End every run and close every broker."""
    try:
        runs.close()
    except BackendError as problem:
        _log.warning("%s", problem)
