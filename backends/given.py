"""Brokers that the operator runs, by URLs in the environment. A visitor never gives a URL."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from backends import isolate
from backends.contract import Ability, Broker, Endpoint, Finding, Phase, Setup, Tell, tell_nobody
from backends.deadline import within
from backends.errors import BackendError, Misconfigured, Refused, Unavailable
from backends.management import Management
from backends.probe import PORTS, answers, prove

RABBITMQ = "QUEUEWISE_RABBITMQ_URL"
"""amqp://user:password@host:5672; amqps as well."""

MANAGEMENT = "QUEUEWISE_RABBITMQ_MANAGEMENT_URL"
"""http://user:password@host:15672; without it, the host and the user of the first, at port 15672."""

REDIS = "QUEUEWISE_REDIS_URL"
"""redis://user:password@host:6379/0; rediss as well."""

_SETTINGS = {Broker.RABBITMQ: RABBITMQ, Broker.REDIS: REDIS}
_SCHEMES = {RABBITMQ: ("amqp", "amqps"), MANAGEMENT: ("http", "https"), REDIS: ("redis", "rediss")}
_MANAGEMENT_PORT = 15672
_FIND_SECONDS = 1.8
_TRY_SECONDS = 0.8
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Given:
    """What the operator's environment says; nothing is checked before somebody asks."""

    settings: Mapping[str, str] = field(default_factory=dict, repr=False)
    name: str = "given"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Given":
        """Take the three settings out of `environment`, or out of the file that the setting's name and _FILE name."""
        said = {name: _said(environment, name) for name in _SCHEMES}
        return cls({name: value for name, value in said.items() if value is not None})

    def find(self, broker: Broker) -> Finding:
        """Ask the broker that was given: does it answer, and may we make places of our own there?"""
        if _SETTINGS[broker] not in self.settings:
            reason = f"No URL is given: {_SETTINGS[broker]} is not set."
            return Finding(backend=self.name, broker=broker, usable=False, reason=reason)
        return within(_FIND_SECONDS, lambda: self._asked(broker), otherwise=lambda: self._silent(broker))

    @contextmanager
    def open(self, broker: Broker, *, setup: Setup | None = None, tell: Tell = tell_nobody) -> Iterator[Endpoint]:
        """Give the operator's broker, which is left as it was found but for what older runs left there.

        Raises:
            BackendError: it is not given, wrongly given, or not ready.
        """
        if setup is not None:
            raise Unavailable(
                "The operator's broker is never private.", expected="A demo that breaks its broker needs its own."
            )
        if _SETTINGS[broker] not in self.settings:
            raise Unavailable(f"No URL is given: {_SETTINGS[broker]} is not set.")
        tell(Phase.PROVING)
        url, management_url = self._url(_SETTINGS[broker]), self._management_url(broker)
        endpoint = Endpoint(
            broker=broker,
            backend=self.name,
            url=url.geturl(),
            address=_address(url),
            version=prove(broker, url.geturl(), management_url),
            origin=f"the operator's {_SETTINGS[broker]}",
            abilities=frozenset({Ability.ISOLATE}),
            management_url=management_url,
        )
        _sweep(endpoint)
        yield endpoint

    def _asked(self, broker: Broker) -> Finding:
        try:
            address = self._check(broker)
        except BackendError as problem:
            reason = f"{problem.happened} {problem.expected}".strip()
            return Finding(backend=self.name, broker=broker, usable=False, reason=reason, remedy=problem.remedy or None)
        return Finding(
            backend=self.name, broker=broker, usable=True, reason=f"The operator gave {address}, and it answers."
        )

    def _check(self, broker: Broker) -> str:
        url = self._url(_SETTINGS[broker])
        if not answers(url.geturl(), timeout=_TRY_SECONDS):
            raise Unavailable(
                f"Nobody answers at {_address(url)}, which {_SETTINGS[broker]} names.",
                remedy="Start the broker, or correct the URL.",
            )
        management_url = self._management_url(broker)
        if management_url is not None:
            _require_administrator(Management(management_url, _TRY_SECONDS))
        else:
            prove(broker, url.geturl(), timeout=_TRY_SECONDS)
        return _address(url)

    def _silent(self, broker: Broker) -> Finding:
        reason = f"The broker that {_SETTINGS[broker]} names did not answer within {_FIND_SECONDS:g} s."
        remedy = "Start the broker, or correct the URL."
        return Finding(backend=self.name, broker=broker, usable=False, reason=reason, remedy=remedy)

    def _url(self, setting: str) -> SplitResult:
        """Read the setting; its text is never repeated, because it may carry a password in an odd place."""
        schemes = _SCHEMES[setting]
        try:
            url = urlsplit(self.settings[setting])
            usable = url.scheme in schemes and bool(url.hostname) and url.port != 0
        except ValueError:
            usable = False
        if not usable:
            raise Misconfigured(
                f"{setting} is not a URL that can be used.",
                expected=f"It was expected to look like {schemes[0]}://host:port, with user:password@ before the host.",
                remedy=f"Correct it; its scheme has to be {' or '.join(schemes)}.",
            )
        return url

    def _management_url(self, broker: Broker) -> str | None:
        if broker is Broker.REDIS:
            return None
        if MANAGEMENT in self.settings:
            return self._url(MANAGEMENT).geturl()
        url = self._url(RABBITMQ)
        user, at, _host = url.netloc.rpartition("@")
        return f"http://{user}{at}{_host_of(url)}:{_MANAGEMENT_PORT}"


def _said(environment: Mapping[str, str], name: str) -> str | None:
    file = environment.get(f"{name}_FILE", "").strip()
    if not file:
        return environment.get(name, "").strip() or None
    try:
        return Path(file).read_text().strip()
    except (OSError, UnicodeDecodeError) as problem:
        _log.warning("%s_FILE cannot be read: %s", name, problem)
        return ""  # it was meant to be set, so whoever asks hears that it cannot be used


def _require_administrator(management: Management) -> None:
    if "administrator" not in management.tags():
        raise Refused(
            f"The user {management.user} may not make vhosts.",
            expected="Every run gets a vhost of its own, so the user has to be an administrator.",
            remedy=f"Run: rabbitmqctl set_user_tags {management.user} administrator.",
        )


def _sweep(endpoint: Endpoint) -> None:
    try:
        for name in isolate.sweep(endpoint):
            _log.info("removed %s, which an earlier app left at %s", name, endpoint.address)
    except BackendError as problem:
        _log.warning("nothing was swept at %s: %s", endpoint.address, problem)


def _address(url: SplitResult) -> str:
    return f"{_host_of(url)}:{url.port or PORTS[url.scheme]}"


def _host_of(url: SplitResult) -> str:
    return f"[{url.hostname}]" if ":" in (url.hostname or "") else str(url.hostname)
