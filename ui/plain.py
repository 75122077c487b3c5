"""Keeps text that Streamlit would read as Markdown what it is: text."""

import re

_MARKED = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])")


def markdown(text: str) -> str:
    """`text` with everything that Markdown or Streamlit's own marks would act on taken literally."""
    return _MARKED.sub(r"\\\1", text)
