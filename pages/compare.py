"""The twelve aspects side by side: the simple sentence, its correction, the sources, the live proof."""

import streamlit as st

from rules import shipped_rulebook
from ui import comparison, paint, state
from ui.words import say

st.title(say("compare.title"))
paint.html("compare_picture.html")
comparison.contents(shipped_rulebook())
comparison.draw(shipped_rulebook())
state.keep_address()
