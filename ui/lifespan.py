"""What happens around the whole life of the app: before the first visitor and after the last."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st
from anyio import to_thread

from backends.errors import BackendError
from demos.catalogue import catalogue
from rules import RulebookError, shipped_rulebook
from ui import brokers, runs

LAZY = ("streamlit.delta_generator", "streamlit.elements.widgets.number_input", "streamlit.components.v2")
"""Modules that would otherwise be imported while the first visitor waits."""

START_SECONDS = 5.0

_log = logging.getLogger(__name__)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Prepare what would make the first visitor wait, and close what the visitors opened."""
    await to_thread.run_sync(prepare)
    try:
        yield
    finally:
        await to_thread.run_sync(close)


def prepare() -> None:
    """Read the rulebook and the demos and begin to open the brokers. What is wrong is logged, and told on the pages."""
    for name in LAZY:
        import_module(name)
    catalogue()
    try:
        shipped_rulebook()
        brokers.begin(within=START_SECONDS)
    except (RulebookError, BackendError) as problem:
        _log.error("%s", problem)


def close() -> None:
    """End every run and close every broker."""
    try:
        runs.close()
    except BackendError as problem:
        _log.warning("%s", problem)
