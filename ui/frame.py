"""What surrounds every page: title, theme, header. Streamlit runs this script for each of them."""

import streamlit as st

from ui import embedded, header, links, rulebook_banner, screens, start, theme

page = st.navigation([screens.page(screen) for screen in screens.SCREENS], position="hidden")
st.set_page_config(page_title=theme.title(page.title), page_icon=theme.ICON, layout="wide")
theme.apply()
with start.session(page.url_path):
    if embedded.asked_for():
        embedded.draw()
    else:
        links.follow(page.url_path)
        header.draw(page.title)
        rulebook_banner.draw()
        page.run()
