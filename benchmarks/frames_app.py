"""An app with nothing but the picture, for `benchmarks.frames`: the app's own routes, and a page of its own."""

import streamlit as st

from ui import routes, security

app = st.App("frames_page.py", routes=routes.ROUTES, middleware=security.MIDDLEWARE)
