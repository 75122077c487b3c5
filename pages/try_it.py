"""Run the demo that matches the answers, and watch what a real broker does."""

import streamlit as st

from rules import recommend
from ui import (
    notices,
    paint,
    rulebook_in_use,
    run_choice,
    run_claim,
    run_code,
    run_parameters,
    run_stage,
    run_where,
    state,
)
from ui.words import say

rulebook = rulebook_in_use.rulebook()
recommendation = recommend(state.answers(), rulebook)

st.title(say("try_it.title"))
paint.html("try_it_lead.html", answered=bool(state.answers()))
notices.draw()
demo = run_choice.draw(recommendation, rulebook)

telling, asking = st.columns([7, 5], gap="large")
with telling:
    run_claim.draw(demo)
with asking, st.container(key="qw_controls"):
    possible = run_where.draw(demo)
    parameters = run_parameters.draw(demo, rulebook)
    run_stage.start(demo, parameters, possible=possible)

run_stage.draw(demo, parameters)
run_code.draw(demo)
state.keep_address()
