"""Ask; the verdict builds up beside the questions."""

import streamlit as st

from ui import decision, examples, notices, rulebook_in_use, theme
from ui.words import say

rulebook = rulebook_in_use.rulebook()

theme.apply(theme.DECIDE)
st.title(say("decide.title"))
st.markdown(say("decide.lead"))
notices.draw()
examples.draw(rulebook)
decision.draw(rulebook)
