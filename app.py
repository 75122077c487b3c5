"""Queuewise: `streamlit run app.py` starts it. The pages are in `pages/`, the frame around them in `ui/frame.py`."""

import streamlit as st

from ui import lifespan, refusals, routes, security, settings

settings.require_safe()

middleware = [*security.MIDDLEWARE, *refusals.MIDDLEWARE]
app = st.App("ui/frame.py", routes=routes.ROUTES, middleware=middleware, lifespan=lifespan.lifespan)
