"""The app with a few more demos, one for every way in which a run can end: see `tests.e2e.endings`."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from demos import catalogue
from demos.demo import Demo
from tests.e2e.endings import DEMOS
from ui import lifespan, routes, security


def load(written: Mapping[str, str]) -> tuple[Demo, ...]:
    """The demos that there are, and those of the tests."""
    return (*everyday(written), *DEMOS)


everyday, catalogue.load = catalogue.load, load
catalogue.catalogue.cache_clear()

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
app = st.App(FRAME, routes=routes.ROUTES, middleware=security.MIDDLEWARE, lifespan=lifespan.lifespan)
