"""The twelve aspects side by side: the simple sentence, its correction, the sources, the live proof."""

import streamlit as st

from ui import comparison, paint, rulebook_in_use, state
from ui.words import say

rulebook = rulebook_in_use.rulebook()

st.title(say("compare.title"))
paint.html("compare_picture.html")
comparison.contents(rulebook)
comparison.draw(rulebook)
state.keep_address()
