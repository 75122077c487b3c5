"""Downloads a broker's image, only after a click, and shows how far it has come."""

import threading
from dataclasses import dataclass, field

import streamlit as st

from backends.containers import Containers
from backends.contract import Broker, Selection
from backends.errors import BackendError, PullCancelled
from ui import brokers, paint
from ui.words import say

LOOK_SECONDS = 0.5


@dataclass(slots=True)
class Pull:
    """A download that everybody can watch. `says` is its latest line, `problem` why it ended without the image."""

    broker: Broker
    says: str = ""
    problem: str = ""
    cancelled: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Download until the image is here, nothing comes any more, or somebody cancels."""
        try:
            for line in Containers.from_environment().pull(self.broker, cancelled=self.cancelled):
                self.says = line
        except PullCancelled:
            self.problem = ""
        except BackendError as problem:
            self.problem = str(problem)
        finally:
            brokers.forget(self.broker)
            self.ended.set()


_pulls: dict[Broker, Pull] = {}
_lock = threading.Lock()


def offer(selection: Selection) -> None:
    """Offer the download where one would help; while it is on, show how far it has come."""
    pull = _pulls.get(selection.broker)
    if pull is not None and not pull.ended.is_set():
        _follow(pull)
        return
    if pull is not None and pull.problem:
        paint.html("pull_failed.html", problem=pull.problem)
    if any(finding.needs_pull for finding in selection.findings):
        broker = say(f"try_it.broker_{selection.broker.value}")
        st.button(
            say("try_it.pull", broker=broker), key=f"pull_{selection.broker}", on_click=begin, args=(selection.broker,)
        )


def begin(broker: Broker) -> None:
    """Begin a download, unless it is on already."""
    with _lock:
        known = _pulls.get(broker)
        if known is not None and not known.ended.is_set():
            return
        pull = _pulls[broker] = Pull(broker)
    threading.Thread(target=pull.run, name=f"pull-{broker.value}", daemon=True).start()


@st.fragment(run_every=LOOK_SECONDS)
def _follow(pull: Pull) -> None:
    if pull.ended.is_set():
        st.rerun()
    paint.html("pull.html", says=pull.says)
    st.button(say("try_it.pull_cancel"), key=f"pull_cancel_{pull.broker}", on_click=pull.cancelled.set)
