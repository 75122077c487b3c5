"""Keeps text that Streamlit would read as Markdown what it is: text."""

import re

_MARKED = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&])")
_SIGN = re.compile(r"(?<=[:@])(?=[a-z0-9/])|(?<=[<>=~-])(?=[=>-])|(?<=www)(?=\.)", re.IGNORECASE)
"""Inside of `:material/home:`, `->`, `https://` and the like, which are looked for after escapes are gone."""
_NOTHING = "\N{WORD JOINER}"


def markdown(text: str) -> str:
    """`text` in one line, with everything that Markdown or Streamlit's own marks would act on taken literally."""
    return _MARKED.sub(r"\\\1", _SIGN.sub(_NOTHING, " ".join(text.split())))
