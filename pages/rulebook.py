"""Every rule; the atlas, with the visitor's place on it; the checks; a rulebook of one's own."""

import streamlit as st

from ui import (
    rulebook_checks,
    rulebook_in_use,
    rulebook_intro,
    rulebook_list,
    rulebook_map,
    rulebook_own,
    rulebook_shares,
    theme,
)
from ui.words import say

rulebook = rulebook_in_use.rulebook()

theme.apply(theme.RULEBOOK)
st.title(say("rulebook.title"))
rulebook_intro.draw(rulebook)
rulebook_map.draw(rulebook)
rulebook_shares.draw(rulebook)
rulebook_checks.draw(rulebook)
rulebook_own.draw()
rulebook_list.draw(rulebook)
