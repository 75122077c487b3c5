"""Asks for the numbers of a run. They start with what the answers suggest, and say why."""

import streamlit as st

from demos.catalogue import Start, parameters_for
from demos.demo import Demo, Parameter
from rules import Rulebook
from ui import plain, state
from ui.names import names
from ui.words import say


def draw(demo: Demo, rulebook: Rulebook) -> dict[str, int]:
    """Draw a field for every parameter; give the numbers, each within its limits."""
    with st.container(key="qw_parameters"):
        return {each.parameter.id: _ask(demo, each, rulebook) for each in parameters_for(demo, state.answers())}


def _ask(demo: Demo, start: Start, rulebook: Rulebook) -> int:
    parameter = start.parameter
    value = st.number_input(
        _label(parameter),
        min_value=parameter.minimum,
        max_value=parameter.maximum,
        value=start.value,
        step=parameter.step,
        # A new suggestion is a new field: otherwise the number of the first one would stay.
        key=f"parameter_{demo.id}_{parameter.id}_{start.value}",
        persist_state="session",
    )
    st.caption(_because(start, rulebook))
    return min(max(int(value), parameter.minimum), parameter.maximum)


def _label(parameter: Parameter) -> str:
    if parameter.unit.lower() in parameter.label.lower():
        return plain.markdown(parameter.label)
    return say("try_it.parameter", label=plain.markdown(parameter.label), unit=plain.markdown(parameter.unit))


def _because(start: Start, rulebook: Rulebook) -> str:
    if start.question is None or start.choice is None:
        return say("try_it.usual", value=start.value)
    question = names(rulebook).question[start.question].ask
    answer = names(rulebook).choice[start.question, start.choice]
    return say("try_it.because", value=start.value, question=plain.markdown(question), answer=plain.markdown(answer))
