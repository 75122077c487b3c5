"""The one door to Streamlit's session state. No other module knows a key of it.

The answers of the session are the truth; the address of the page follows them (`ui/address.py`).
Only the first run of a session reads the address.
"""

import secrets
from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from rules import Reading, Rulebook, read_answers
from ui import address

_ANSWERS = "qw_answers"
_READING = "qw_reading"
_VISITOR = "qw_visitor"
_RUN = "qw_run"
_STARTED_FROM = "qw_started_from"
_REFUSAL = "qw_refusal"
_PAGE = "qw_page"
_PLACE = "qw_place"

PLACES = frozenset({"demo"})
"""Query parameters that say where on a page to go. They are no answers."""


def open_session(rulebook: Rulebook) -> None:
    """Read the answers from the address on the first run of a session. Harmless on every other."""
    if _ANSWERS in st.session_state:
        return
    reading = read_answers(_address_pairs(), rulebook)
    st.session_state[_ANSWERS] = dict(reading.answers)
    st.session_state[_READING] = reading
    st.session_state[_VISITOR] = secrets.token_urlsafe(16)


def answers() -> Mapping[str, str]:
    """Question id -> choice id. A missing question is unknown."""
    return MappingProxyType(st.session_state.get(_ANSWERS, {}))


def set_answer(question: str, choice: str | None) -> None:
    """Answer a question; None takes the answer back."""
    known = {name: value for name, value in answers().items() if name != question}
    st.session_state[_ANSWERS] = known if choice is None else known | {question: choice}


def set_answers(new: Mapping[str, str], *, started_from: str | None = None) -> None:
    """Replace all answers, for example by those of a worked example, whose id is remembered."""
    st.session_state[_ANSWERS] = dict(new)
    st.session_state[_STARTED_FROM] = started_from
    dismiss_reading()


def started_from() -> str | None:
    """The worked example that the answers began with, if any."""
    return st.session_state.get(_STARTED_FROM)


def reading() -> Reading | None:
    """What the address held when the session began, while the visitor has not dismissed it."""
    return st.session_state.get(_READING)


def dismiss_reading() -> None:
    """Stop telling what was wrong with the address."""
    st.session_state[_READING] = None


def link() -> dict[str, str]:
    """The answers as query parameters, for links between pages."""
    return dict(answers())


def keep_address() -> None:
    """Let the address of the page carry the answers, so that it can be reloaded, bookmarked and sent."""
    address.show(link())


def bind(key: str, value: object) -> None:
    """Give a widget its value before it is drawn, so that it survives page changes and outside changes."""
    if st.session_state.get(key) != value:  # a value that is set again is sent and drawn again
        st.session_state[key] = value


def widget(key: str) -> object:
    """The value that a visitor gave to a widget."""
    return st.session_state.get(key)


def visitor() -> str:
    """A random id of this session. It names nobody."""
    return str(st.session_state.setdefault(_VISITOR, secrets.token_urlsafe(16)))


def enter(page: str) -> None:
    """Note which page is drawn; on arrival, also where on it the address asks to go."""
    if st.session_state.get(_PAGE) != page:
        st.session_state[_PAGE] = page
        st.session_state[_PLACE] = {name: st.query_params[name] for name in PLACES if name in st.query_params}


def place(name: str) -> str | None:
    """What the address asked to see on this page; told once, so that a visitor can move on from there."""
    asked: dict[str, str] = st.session_state.get(_PLACE, {})
    return asked.pop(name, None)


def current_run() -> str | None:
    """The id of the run that this visitor started last."""
    return st.session_state.get(_RUN)


def set_run(run: str | None) -> None:
    """Remember the run that this visitor started."""
    st.session_state[_RUN] = run


def refusal() -> str | None:
    """Why the last run that this visitor asked for was not taken on."""
    return st.session_state.get(_REFUSAL)


def set_refusal(why: str | None) -> None:
    """Remember why a run was not taken on."""
    st.session_state[_REFUSAL] = why


def _address_pairs() -> list[tuple[str, str]]:
    names = [name for name in st.query_params if name not in PLACES]
    return [(name, value) for name in names for value in st.query_params.get_all(name)]
