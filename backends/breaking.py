"""Breaks a private broker and repairs it, and makes sure each time that it has happened."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from threading import Event as Signal
from threading import RLock
from urllib.parse import urlsplit

import redis

from backends.body import Body
from backends.contract import Ability, Broker, Endpoint, Phase
from backends.errors import BackendError, CannotBreak, FaultFailed, Lost
from backends.management import Management
from backends.ports import LOOPBACK
from backends.probe import answers
from backends.readiness import await_ready
from backends.wire import Wire, wire

_MOMENT = 0.3
"""Seconds of silence that are taken for silence."""

_PATIENCE = 10.0
_BUSY_SECONDS = 3.0
_POLL_SECONDS = 0.02
_MORE_THAN_THERE_IS, _USUAL = "1000000GB", "50MB"
_ABILITIES = frozenset({Ability.ISOLATE, Ability.KILL, Ability.PAUSE, Ability.RESTART, Ability.CUT})


@contextmanager
def breakable(endpoint: Endpoint, body: Body) -> Iterator[Endpoint]:
    """Give `endpoint`, which `body` is behind, with a control. It is reached by a wire that can be cut.

    Raises:
        NotStarted: the wire could not be laid.
    """
    with wire(urlsplit(endpoint.url).port or 0) as laid:
        breaker = Breaker(endpoint, body, laid)
        more = {Ability.ALARM} if endpoint.broker is Broker.RABBITMQ else set()
        address = f"{LOOPBACK}:{laid.port}"
        try:
            yield replace(endpoint, url=breaker.url, address=address, abilities=_ABILITIES | more, control=breaker)
        finally:
            breaker.undo()


class Breaker:
    """A `contract.Control`, for one call at a time. `url` is where everybody else reaches the broker."""

    def __init__(self, endpoint: Endpoint, body: Body, laid: Wire) -> None:
        self.url = _at(endpoint.url, laid.port)
        self._endpoint = endpoint
        self._body = body
        self._wire = laid
        self._frozen = self._cut = False
        self._turn = RLock()
        self._over = Signal()

    def kill(self) -> None:
        """See `Control.kill`."""
        with self._turn:
            self._require_running()
            self._body.kill()
            self._frozen = False
            self._require_silence(self._endpoint.url, "was killed")

    def start_again(self) -> None:
        """See `Control.start_again`."""
        with self._turn:
            self._require(self._body.ended() is not None, "runs")
            self._start()

    def restart(self) -> None:
        """See `Control.restart`."""
        with self._turn:
            self._require_running()
            self._body.stop()
            self._require_silence(self._endpoint.url, "was ended")
            self._start()

    def freeze(self) -> None:
        """See `Control.freeze`."""
        with self._turn:
            self._require_running()
            self._require(not self._frozen, "is frozen already")
            self._body.freeze()
            self._frozen = True
            self._require_silence(self._endpoint.url, "was frozen")

    def thaw(self) -> None:
        """See `Control.thaw`."""
        with self._turn:
            self._require(self._frozen, "was not frozen")
            self._body.thaw()
            self._frozen = False
            self._wait(lambda: answers(self._endpoint.url), "answer after it was thawed")

    def cut(self) -> None:
        """See `Control.cut`."""
        with self._turn:
            self._require(not self._cut, "is cut off already")
            self._wire.cut()
            self._cut = True
            self._require_silence(self.url, "was cut off")

    def mend(self) -> None:
        """See `Control.mend`."""
        with self._turn:
            self._require(self._cut, "was not cut off")
            self._wire.mend()
            self._cut = False
            self._wait(lambda: answers(self.url), "answer after the network was mended")

    def raise_alarm(self) -> None:
        """See `Control.raise_alarm`."""
        with self._turn:
            self._limit_disk(_MORE_THAN_THERE_IS, alarm=True)

    def clear_alarm(self) -> None:
        """See `Control.clear_alarm`."""
        with self._turn:
            self._limit_disk(_USUAL, alarm=False)

    def memory(self) -> int:
        """See `Control.memory`."""
        if self._endpoint.broker is Broker.RABBITMQ:
            return self._management().memory()
        try:
            with redis.Redis.from_url(self._endpoint.url, socket_timeout=_PATIENCE) as client:
                return int(client.info("memory")["used_memory"])
        except redis.RedisError as problem:
            raise Lost(f"{self._body.label} did not say how much memory it uses ({problem}).") from None

    def undo(self) -> None:
        """Undo what would keep others waiting; whatever else was done ends with the broker. It is not started again.

        Somebody else may be starting it in another thread, and should be through with that.
        """
        self._over.set()
        in_turn = self._turn.acquire(timeout=_BUSY_SECONDS)
        try:
            with suppress(BackendError):
                if self._frozen:
                    self._body.thaw()
            with suppress(BackendError):
                if self._cut:
                    self._wire.mend()
        finally:
            if in_turn:
                self._turn.release()

    def _start(self) -> None:
        self._go_on()
        self._body.start()
        endpoint = self._endpoint
        try:
            await_ready(self._body, endpoint.broker, endpoint.url, endpoint.management_url, tell=self._go_on)
        except BackendError as problem:
            raise FaultFailed(
                f"{self._body.label} was started again and did not get ready. {problem.happened}",
                expected=problem.expected,
                log=problem.log,
            ) from None

    def _go_on(self, _phase: Phase = Phase.STARTING) -> None:
        if self._over.is_set():
            raise FaultFailed(f"{self._body.label} is not started again, because it is put away.")

    def _limit_disk(self, limit: str, *, alarm: bool) -> None:
        if self._endpoint.broker is Broker.REDIS:
            raise CannotBreak("Redis has no alarm.", expected="Only RabbitMQ blocks who publishes.")
        self._body.run("rabbitmqctl", "set_disk_free_limit", limit)
        management = self._management()
        self._wait(lambda: management.alarmed() is alarm, f"{'have' if alarm else 'end'} its alarm")

    def _management(self) -> Management:
        return Management(self._endpoint.management_url or "")

    def _require_running(self) -> None:
        how = self._body.ended()
        self._require(how is None, f"had ended ({how})")

    def _require(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise FaultFailed(f"{self._body.label} {otherwise}, so this cannot be done to it.")

    def _require_silence(self, url: str, why: str) -> None:
        if answers(url, timeout=_MOMENT):
            raise FaultFailed(f"{self._body.label} {why}, and somebody answers in its place.")

    def _wait(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            if time.monotonic() > deadline:
                raise FaultFailed(f"{self._body.label} did not {what} within {_PATIENCE:g} s.")
            time.sleep(_POLL_SECONDS)


def _at(url: str, port: int) -> str:
    parts = urlsplit(url)
    user, at, _host = parts.netloc.rpartition("@")
    return parts._replace(netloc=f"{user}{at}{LOOPBACK}:{port}").geturl()
