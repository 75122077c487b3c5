"""The page of `benchmarks.frames_app`: the picture of a run that makes up its events."""

import streamlit as st

from benchmarks import steady
from demos.catalogue import defaults
from demos.run import Run
from ui import live, runs, theme, topology


@st.cache_resource
def run() -> Run:
    """The run, begun when the first visitor comes."""
    return runs.desk().admit(steady.made_up(), defaults(steady.ROUTING), visitor="benchmark")


theme.apply()
st.title("Frames")
topology.show(steady.ROUTING, run().snapshot().route, run=run().id, source=live.address(run()))
