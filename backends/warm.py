"""One warm broker of each kind for the whole app, opened when it is first needed and shared by everybody."""

import logging
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass

from backends import choose, isolate
from backends.contract import Backend, Broker, Endpoint, Phase, Selection, Setup, Space, Tell, tell_nobody
from backends.errors import BackendError, Lost
from backends.probe import answers

_CLOSE_SECONDS = 10.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Warmth:
    """How one broker is doing now. `failure` is the reason why the last attempt to open it failed."""

    phase: Phase | None = None
    selection: Selection | None = None
    endpoint: Endpoint | None = None
    failure: BackendError | None = None


class Warm:
    """Keeps at most one broker of each kind open, for any number of threads.

    The first who needs a broker has it opened; who comes meanwhile waits for the same opening, and a failure
    is told to all of them. The next one after a failure tries again, and so does the next one after a death.
    """

    def __init__(self, backends: Sequence[Backend]) -> None:
        self._backends = tuple(backends)
        self._lock = threading.Lock()
        self._openings: dict[Broker, _Opening] = {}
        self._closed = False

    def __enter__(self) -> "Warm":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def endpoint(self, broker: Broker) -> Endpoint:
        """Give the shared broker, which answers now; wait for it if it is being opened.

        Raises:
            BackendError: no backend has it, or it did not get ready.
        """
        opening = self._opening(broker)
        if opening.ready.done() and not answers(opening.ready.result().url):
            opening = self._replace(opening)
        return opening.ready.result()

    @contextmanager
    def space(self, broker: Broker, run_id: str, setup: Setup | None = None) -> Iterator[Space]:
        """Give a place of its own for the run `run_id`; see `isolate.space`.

        Without `setup` it is inside the shared broker; with one, inside a broker that nobody else is on.
        """
        with ExitStack() as opened:
            endpoint = self.endpoint(broker) if setup is None else opened.enter_context(self.private(broker, setup))
            yield opened.enter_context(isolate.space(endpoint, run_id))

    def private(self, broker: Broker, setup: Setup, *, tell: Tell = tell_nobody) -> AbstractContextManager[Endpoint]:
        """Give a broker that nobody shares and that is gone afterwards, for a run that breaks it.

        A broker that the operator gave is never private.
        """
        return choose.opened(broker, self._backends, setup=setup, tell=tell)

    def start(self, *brokers: Broker) -> None:
        """Begin to open `brokers` and do not wait: the first visitor should not have to."""
        for broker in brokers:
            self._opening(broker)

    def look(self, broker: Broker) -> Warmth:
        """Say how `broker` is doing, at once and without opening it."""
        with self._lock:
            opening = self._openings.get(broker)
        return opening.warmth() if opening else Warmth()

    def close(self) -> None:
        """Close every broker and call off every opening. It can be called again."""
        with self._lock:
            self._closed = True
            openings, self._openings = list(self._openings.values()), {}
        for opening in openings:
            opening.called_off.set()
        for opening in openings:
            opening.thread.join(_CLOSE_SECONDS)

    def _opening(self, broker: Broker) -> "_Opening":
        """Give the opening that is under way or done; begin one if there is none or it failed."""
        with self._lock:
            if self._closed:
                raise Lost("The app is closing.", remedy="Start it again.")
            opening = self._openings.get(broker)
            if opening is None or opening.failed():
                opening = self._openings[broker] = _Opening(broker, self._backends)
                opening.thread.start()
            return opening

    def _replace(self, dead: "_Opening") -> "_Opening":
        """Begin a new opening instead of `dead`, unless somebody else has."""
        with self._lock:
            if self._openings.get(dead.broker) is dead:
                _log.warning("the shared %s does not answer any more and is replaced", dead.broker.value)
                del self._openings[dead.broker]
        dead.called_off.set()
        return self._opening(dead.broker)


class _Opening:
    """A thread that opens one broker, holds it until it is called off, and closes it."""

    def __init__(self, broker: Broker, backends: Sequence[Backend]) -> None:
        self.broker = broker
        self.ready: Future[Endpoint] = Future()
        self.called_off = threading.Event()
        self.thread = threading.Thread(target=self._hold, daemon=True, name=f"{broker.value}-keeper")
        self._backends = backends
        self._phase = Phase.LOOKING
        self._selection: Selection | None = None

    def failed(self) -> bool:
        return self.ready.done() and self.ready.exception() is not None

    def warmth(self) -> Warmth:
        failure = self.ready.exception() if self.ready.done() else None
        return Warmth(
            phase=self._phase,
            selection=self._selection,
            endpoint=self.ready.result() if self.ready.done() and failure is None else None,
            failure=failure if isinstance(failure, BackendError) else None,
        )

    def _hold(self) -> None:
        try:
            with choose.opened(self.broker, self._backends, tell=self._tell, note=self._note) as endpoint:
                self._phase = Phase.READY
                self.ready.set_result(endpoint)
                self.called_off.wait()
        except Exception as problem:  # noqa: BLE001 - whoever waits for the broker hears it
            self._phase = Phase.FAILED
            if self.ready.done():
                _log.exception("the shared %s was not closed cleanly", self.broker.value)
            else:
                self.ready.set_exception(problem)

    def _tell(self, phase: Phase) -> None:
        if self.called_off.is_set():
            raise Lost("The opening was called off because the app is closing.")
        self._phase = phase

    def _note(self, selection: Selection) -> None:
        self._selection = selection
