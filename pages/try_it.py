"""Choose a demo, by your reasons or from all of them; run it, and watch what a real broker does."""

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
    run_predictions,
    run_stage,
    run_start,
    run_where,
    state,
    theme,
    tour_guide,
    watching,
)
from ui.asked import Asked
from ui.words import say

rulebook = rulebook_in_use.rulebook()
recommendation = recommend(state.answers(), rulebook)

theme.apply(theme.TRY_IT)
st.title(say("try_it.title"))
paint.html("try_it_lead.html", answered=bool(state.answers()))
notices.draw()
watching.arrive()
tour_guide.advance()
demo = run_choice.draw(recommendation, rulebook)

with st.container(key="qw_demo"):
    telling, asking = st.columns([7, 5], gap="large")
    with telling:
        run_claim.draw(demo, rulebook)
    with asking, st.container(key="qw_controls"):
        possible = run_where.draw(demo)
        asked = Asked(run_parameters.draw(demo, rulebook), run_predictions.ask(demo), possible)
        run_start.draw(demo, asked)

    run_stage.draw(demo, asked, rulebook)
    run_code.draw(demo)
state.keep_address(**state.chosen_place())
