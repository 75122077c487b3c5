"""Ask; the verdict builds up beside the questions."""

import streamlit as st

from rules import recommend, shipped_rulebook
from ui import examples, notices, questions, state, theme, verdict
from ui.words import say

rulebook = shipped_rulebook()
recommendation = recommend(state.answers(), rulebook)

theme.apply(theme.DECIDE)
st.title(say("decide.title"))
st.markdown(say("decide.lead"))
notices.draw()
examples.draw(rulebook)

asking, telling = st.columns([11, 10], gap="large")
with asking, st.container(key="qw_questions"):
    questions.draw(rulebook)
with telling, st.container(key="qw_verdict"):
    verdict.lead_on(recommendation)
    verdict.draw(recommendation, rulebook)
verdict.draw_bar(recommendation, rulebook)
