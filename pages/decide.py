"""Ask; the verdict builds up beside the questions."""

import streamlit as st

from rules import shipped_rulebook
from ui import decision, examples, notices, theme
from ui.words import say

rulebook = shipped_rulebook()

theme.apply(theme.DECIDE)
st.title(say("decide.title"))
st.markdown(say("decide.lead"))
notices.draw()
examples.draw(rulebook)
decision.draw(rulebook)
