"""Queuewise: `streamlit run app.py` starts it. The pages are in `pages/`, the frame around them in `ui/frame.py`."""

import streamlit as st

from ui import lifespan, routes, security, settings

settings.require_safe()

app = st.App("ui/frame.py", routes=routes.ROUTES, middleware=security.MIDDLEWARE, lifespan=lifespan.lifespan)
