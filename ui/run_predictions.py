"""Asks what the visitor thinks will happen, and shows it beside what was counted."""

import streamlit as st

from demos.demo import Demo, Prediction
from demos.events import What
from demos.predictions import HIGHEST
from demos.run import Snapshot
from ui import paint, plain
from ui.words import say


def ask(demo: Demo) -> dict[str, int]:
    """Draw a field for every prediction; give those that the visitor made."""
    if not demo.predictions:
        return {}
    with st.container(key="qw_predictions"):
        paint.html("predictions_ask.html")
        guesses = {prediction.id: _ask(demo, prediction) for prediction in demo.predictions}
    return {id_: guess for id_, guess in guesses.items() if guess is not None}


def _ask(demo: Demo, prediction: Prediction) -> int | None:
    return st.number_input(
        plain.markdown(prediction.says),
        min_value=0,
        max_value=HIGHEST,
        value=None,
        step=1,
        placeholder=say("try_it.no_guess"),
        key=f"prediction_{demo.id}_{prediction.id}",
        persist_state="session",
    )


def draw(snapshot: Snapshot) -> None:
    """Draw the guesses with their seal; once the run has ended, each beside the count."""
    if snapshot.predictions:
        paint.html("predictions.html", it=snapshot, seal=_seal(snapshot))


def _seal(snapshot: Snapshot) -> str:
    planned = next((event for event in snapshot.events if event.what is What.PLANNED), None)
    return str(planned.detail.get("seal", "")) if planned else ""
