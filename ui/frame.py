"""What surrounds every page: title, theme, header. Streamlit runs this script for each of them."""

import streamlit as st

from ui import header, screens, state, theme
from ui.rulebook import rulebook

chosen = st.navigation([screens.page(screen) for screen in screens.SCREENS], position="hidden")
st.set_page_config(page_title=theme.title(chosen.title), page_icon=theme.ICON, layout="wide")
state.open_session(rulebook())
theme.apply()
header.draw()
chosen.run()
state.keep_address()
