"""Brokers installed on this machine, each started as a private, short-lived process."""

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from backends.contract import Broker, Endpoint, Finding, Setup, Tell, tell_nobody
from backends.errors import Unavailable
from backends.ports import another_try
from backends.process import search_path
from backends.rabbitmq_process import serve_rabbitmq
from backends.redis_process import serve_redis

_PLACES = tuple(
    map(Path, ("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/sbin", "/opt/homebrew/bin"))
)
_PROGRAMS = {Broker.RABBITMQ: "rabbitmq-server", Broker.REDIS: "redis-server"}
_REMEDY = "Install it with `make brokers`, which asks Debian's packages or Homebrew."

# Debian's rabbitmq-server on the PATH wants to be root and shares one cookie; this is the script behind it.
_DEBIAN_WRAPPER = Path("/usr/sbin/rabbitmq-server")
_DEBIAN_SCRIPT = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")


@dataclass(frozen=True, slots=True)
class Local:
    """Programs on the PATH; `places` are folders that the PATH of an ordinary user often lacks."""

    places: tuple[Path, ...] = _PLACES
    patience: float | None = None
    """Seconds that a broker has to become ready; without it `readiness.PATIENCE`."""
    name: str = "local"

    def find(self, broker: Broker) -> Finding:
        """Look for the program, and for Erlang where it is needed."""
        missing = [name for name in self._needs(broker) if self._which(name) is None]
        if missing:
            reason = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed on this machine."
            return Finding(backend=self.name, broker=broker, usable=False, reason=reason, remedy=_REMEDY)
        program = self._which(_PROGRAMS[broker])
        return Finding(backend=self.name, broker=broker, usable=True, reason=f"{program} is installed on this machine.")

    @contextmanager
    def open(self, broker: Broker, *, setup: Setup | None = None, tell: Tell = tell_nobody) -> Iterator[Endpoint]:
        """Start the program with its own folder, ports and password, and end it on leaving.

        With a `setup` it can be broken.

        Raises:
            BackendError: it is not installed, did not start or did not get ready.
        """
        finding = self.find(broker)
        program = self._which(_PROGRAMS[broker])
        if program is None or not finding.usable:
            raise Unavailable(finding.reason, remedy=_REMEDY)
        with another_try(lambda: self._serve(broker, program, setup, tell)) as endpoint:
            yield endpoint

    def _serve(
        self, broker: Broker, program: Path, setup: Setup | None, tell: Tell
    ) -> AbstractContextManager[Endpoint]:
        if broker is Broker.RABBITMQ:
            path = search_path(self.places)
            return serve_rabbitmq(program, path, backend=self.name, setup=setup, patience=self.patience, tell=tell)
        origin = f"private process of {program}"
        return serve_redis(program, backend=self.name, origin=origin, setup=setup, patience=self.patience, tell=tell)

    def _needs(self, broker: Broker) -> tuple[str, ...]:
        return (_PROGRAMS[broker], "erl") if broker is Broker.RABBITMQ else (_PROGRAMS[broker],)

    def _which(self, name: str) -> Path | None:
        found = shutil.which(name, path=search_path(self.places))
        if found is None:
            return None
        wrapped = Path(found) == _DEBIAN_WRAPPER and _DEBIAN_SCRIPT.exists()
        return _DEBIAN_SCRIPT if wrapped else Path(found)
