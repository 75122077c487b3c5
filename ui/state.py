"""The one door to Streamlit's session state. No other module knows a key of it.

The answers of the session are the truth; the address of the page follows them (`ui/address.py`).
Only the first run of a session reads the address.
"""

import secrets
from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from rules import Problem, Reading, Rulebook, read_answers
from ui import address
from ui.tour import Tour
from ui.tried import Tried
from ui.way import Way

_ANSWERS = "qw_answers"
_READING = "qw_reading"
_VISITOR = "qw_visitor"
_RUN = "qw_run"
_STARTED_FROM = "qw_started_from"
_REFUSAL = "qw_refusal"
_PAGE = "qw_page"
_PLACE = "qw_place"
_OWN_RULEBOOK = "qw_own_rulebook"
_UNFIT = "qw_unfit"
_OFFERED = "qw_offered"
_REFUSED = "qw_refused_rulebook"
_MODE = "qw_mode"
_WAY = "qw_way"
_TRIED = "qw_tried"
_DEMO = "qw_demo"
_RECORDING = "qw_recording"
_WATCHED = "qw_watched"
_TOUR = "qw_tour"

PLACES = frozenset({"demo", "rule", "ask", "run"})
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
    change_answers({question: choice})


def change_answers(changed: Mapping[str, str | None]) -> None:
    """Give some answers and leave the others; None takes an answer back."""
    known = {**answers(), **changed}
    st.session_state[_ANSWERS] = {name: choice for name, choice in known.items() if choice is not None}


def set_answers(new: Mapping[str, str], *, started_from: str | None = None) -> None:
    """Replace all answers, for example by those of a worked example, whose id is remembered."""
    if dict(new) != dict(answers()):
        set_way(Way())
        st.session_state[_TRIED] = ()
    st.session_state[_ANSWERS] = dict(new)
    st.session_state[_STARTED_FROM] = started_from
    dismiss_reading()


def try_answers(new: Mapping[str, str]) -> None:
    """Give some answers in a way that can be undone."""
    before = {question: answers().get(question) for question in new}
    st.session_state[_TRIED] = (*tried(), Tried(dict(new), before))
    change_answers(new)


def tried() -> tuple[Tried, ...]:
    """What was tried and can be undone, the last one last. What was answered in another way since cannot."""
    found: tuple[Tried, ...] = st.session_state.get(_TRIED, ())
    while found and not found[-1].answers.items() <= answers().items():
        found = found[:-1]
    return found


def undo() -> None:
    """Take back what was tried last."""
    if found := tried():
        st.session_state[_TRIED] = found[:-1]
        change_answers(found[-1].before)


def mode() -> str | None:
    """How the visitor wants to be asked, if they said so."""
    return st.session_state.get(_MODE)


def set_mode(mode: str) -> None:
    """Remember how the visitor wants to be asked."""
    st.session_state[_MODE] = mode


def way() -> Way:
    """How far the visitor has come on the shortest way."""
    found: Way = st.session_state.get(_WAY, Way())
    return found


def set_way(way: Way) -> None:
    """Remember how far the visitor has come on the shortest way."""
    st.session_state[_WAY] = way


def started_from() -> str | None:
    """The worked example that the answers began with, if any."""
    return st.session_state.get(_STARTED_FROM)


def reading() -> Reading | None:
    """What the address held when the session began, while the visitor has not dismissed it."""
    return st.session_state.get(_READING)


def dismiss_reading() -> None:
    """Stop telling what was wrong with the address."""
    st.session_state[_READING] = None


def own_rulebook() -> Rulebook | None:
    """The rulebook that the visitor brought for this session, if any."""
    return st.session_state.get(_OWN_RULEBOOK)


def set_own_rulebook(rulebook: Rulebook | None) -> None:
    """Use a rulebook of the visitor's own in this session; None goes back to the one of the app."""
    st.session_state[_OWN_RULEBOOK] = rulebook


def unfit() -> Reading | None:
    """The answers that a change of rulebooks kept and dropped, while the visitor has not dismissed it."""
    return st.session_state.get(_UNFIT)


def set_unfit(reading: Reading | None) -> None:
    """Remember what a change of rulebooks did to the answers."""
    st.session_state[_UNFIT] = reading


def offer(name: str | None, content: bytes) -> None:
    """Remember a rulebook that the visitor offers, to be checked when the page is drawn."""
    st.session_state[_OFFERED] = (name, content) if name else None
    st.session_state[_REFUSED] = ()


def offered() -> tuple[str, bytes] | None:
    """The name and content of the rulebook that is to be checked; told once."""
    found: tuple[str, bytes] | None = st.session_state.pop(_OFFERED, None)
    return found


def set_refused(problems: tuple[Problem, ...]) -> None:
    """Remember what is wrong with the rulebook that was offered last."""
    st.session_state[_REFUSED] = problems


def refused() -> tuple[Problem, ...]:
    """What is wrong with the rulebook that was offered last; nothing, if it was taken."""
    problems: tuple[Problem, ...] = st.session_state.get(_REFUSED, ())
    return problems


def link() -> dict[str, str]:
    """The answers as query parameters, for links between pages."""
    return dict(answers())


def keep_address(*places: str, **here: str) -> None:
    """Let the address of the page carry the answers, so that it can be reloaded, bookmarked and sent.

    `places` are the parameters that the page itself keeps up to date in the browser; `here` are places with their
    values.
    """
    address.show(link() | here, kept=places)


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


def arrive_again() -> None:
    """Take the place that the next address asks for, also if it is on the page that is drawn already."""
    st.session_state[_PAGE] = None


def place(name: str) -> str | None:
    """What the address asked to see on this page; told once, so that a visitor can move on from there."""
    asked: dict[str, str] = st.session_state.get(_PLACE, {})
    return asked.pop(name, None)


def chosen_demo() -> str | None:
    """The id of the demo that the address asked for or the visitor chose; nobody has looked whether it exists.

    Other answers have other reasons, and a choice from before them is forgotten.
    """
    if asked := place("demo"):
        choose_demo(asked)
    demo, answered = st.session_state.get(_DEMO, (None, None))
    return demo if answered == answers() else None


def choose_demo(demo: str) -> None:
    """Remember the demo that the visitor wants to look at."""
    st.session_state[_DEMO] = (demo, dict(answers()))


def chosen_place() -> dict[str, str]:
    """The chosen demo and the watched run as places for the address; none while nobody chose."""
    places = {"demo": chosen_demo(), "run": watched()}
    return {name: asked for name, asked in places.items() if asked}


def current_run() -> str | None:
    """The id of the run that this visitor started last."""
    return st.session_state.get(_RUN)


def set_run(run: str | None) -> None:
    """Remember the run that this visitor started."""
    st.session_state[_RUN] = run


def recording() -> str | None:
    """The id of the recording that this visitor plays."""
    return st.session_state.get(_RECORDING)


def set_recording(recording: str | None) -> None:
    """Remember the recording that this visitor plays."""
    st.session_state[_RECORDING] = recording


def watched() -> str | None:
    """The id of the run of somebody else that this visitor watches; nobody has looked whether it is there."""
    return st.session_state.get(_WATCHED)


def watch(run: str | None) -> None:
    """Remember the run of somebody else that this visitor watches; None: none any more."""
    st.session_state[_WATCHED] = run


def tour() -> Tour | None:
    """The tour that this visitor is on, or has just ended."""
    found: Tour | None = st.session_state.get(_TOUR)
    return found


def set_tour(tour: Tour | None) -> None:
    """Remember how far a tour has come; None puts it away."""
    st.session_state[_TOUR] = tour


def refusal() -> str | None:
    """Why the last run that this visitor asked for was not taken on."""
    return st.session_state.get(_REFUSAL)


def set_refusal(why: str | None) -> None:
    """Remember why a run was not taken on."""
    st.session_state[_REFUSAL] = why


def _address_pairs() -> list[tuple[str, str]]:
    names = [name for name in st.query_params if name not in PLACES]
    return [(name, value) for name in names for value in st.query_params.get_all(name)]
