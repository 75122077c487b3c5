"""Which backend gives a broker, and why: the first that can, in an order that operators may change."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from backends.containers import Containers
from backends.contract import Backend, Broker, Endpoint, Finding, Phase, Selection, Setup, Tell, tell_nobody
from backends.embedded import Embedded
from backends.errors import BackendError, Misconfigured, NotStarted, Refused, Unavailable
from backends.given import Given
from backends.local import Local

SETTING = "QUEUEWISE_BACKENDS"
"""Names the backends to ask, in order, with commas between: "local,embedded". Without it, all of them."""

GIVEN = "given"
"""The backend whose brokers are the operator's own."""

_NOT_FOR = {Broker.RABBITMQ: "embedded"}
_NEXT_ONE = (NotStarted, Refused, Unavailable)
_log = logging.getLogger(__name__)
_ORDER = (GIVEN, "containers", "local", "embedded")


def configured(environment: Mapping[str, str] = os.environ) -> tuple[Backend, ...]:
    """Give the backends in the order in which they are asked.

    Raises:
        Misconfigured: the setting names one that does not exist, one twice, or none.
    """
    known: dict[str, Backend] = {
        "given": Given.from_environment(environment),
        "containers": Containers.from_environment(environment),
        "local": Local(),
        "embedded": Embedded(),
    }
    return tuple(known[name] for name in _names(environment.get(SETTING, "")))


def select(
    broker: Broker,
    backends: Sequence[Backend],
    failed: Mapping[str, Finding] | None = None,
    *,
    private: bool = False,
) -> Selection:
    """Ask `backends` in order until one can give `broker`; `failed` are findings that are known already.

    A `private` one is there to be broken, which the operator's own never is.
    """
    findings: list[Finding] = []
    for backend in backends:
        finding = (failed or {}).get(backend.name) or backend.find(broker)
        if private and finding.usable and backend.name == GIVEN:
            finding = _kept_whole(finding)
        findings.append(finding)
        if finding.usable:
            return Selection(broker=broker, chosen=finding, findings=tuple(findings))
    return Selection(broker=broker, chosen=None, findings=tuple(findings))


@contextmanager
def opened(
    broker: Broker,
    backends: Sequence[Backend],
    *,
    setup: Setup | None = None,
    tell: Tell = tell_nobody,
    note: Callable[[Selection], None] = lambda _selection: None,
) -> Iterator[Endpoint]:
    """Open `broker` with the first backend that can, a private one with `setup`; `note` hears every selection.

    A backend that said it could and then could not start the broker is noted with the reason, and the next
    one is asked. One whose broker started and did not get ready is not hidden behind another: that is raised.

    Raises:
        BackendError: none can, or the broker did not get ready.
    """
    failed: dict[str, Finding] = {}
    while True:
        tell(Phase.LOOKING)
        selection = select(broker, backends, failed, private=setup is not None)
        note(selection)
        backend = _chosen(selection, backends, private=setup is not None)
        with ExitStack() as held:
            try:
                endpoint = held.enter_context(backend.open(broker, setup=setup, tell=tell))
            except _NEXT_ONE as problem:
                _log.warning("%s cannot give %s: %s", backend.name, broker.value, problem)
                failed[backend.name] = _failure(backend, broker, problem)
                continue
            yield endpoint
            return


def _chosen(selection: Selection, backends: Sequence[Backend], *, private: bool) -> Backend:
    if selection.chosen is None:
        raise _nothing(selection, private=private)
    return next(each for each in backends if each.name == selection.chosen.backend)


def _failure(backend: Backend, broker: Broker, problem: BackendError) -> Finding:
    return Finding(
        backend=backend.name, broker=broker, usable=False, reason=problem.happened, remedy=problem.remedy or None
    )


def _kept_whole(finding: Finding) -> Finding:
    """Say that the operator's broker is not broken."""
    return replace(finding, usable=False, reason=f"{finding.reason} Others may be on it, so no demo breaks it.")


def _nothing(selection: Selection, *, private: bool) -> Unavailable:
    """Say why no backend can give the broker, and every way to change that."""
    reasons = " ".join(finding.reason for finding in selection.findings)
    remedies = [finding.remedy for finding in selection.findings if finding.remedy]
    if private and (unasked := _unasked(selection)):
        remedies.append(f"One that may be broken comes from {' or '.join(unasked)}: let them be asked, too.")
    that = " that may be broken" if private else ""
    return Unavailable(
        f"There is no {selection.broker.value} here{that}. {reasons}", remedy=" Or: ".join(dict.fromkeys(remedies))
    )


def _unasked(selection: Selection) -> list[str]:
    """Name the backends that could give one that may be broken, and were left out."""
    out = {GIVEN, _NOT_FOR.get(selection.broker), *(finding.backend for finding in selection.findings)}
    return [name for name in _ORDER if name not in out]


def _names(setting: str) -> tuple[str, ...]:
    if not setting.strip():
        return _ORDER
    names = tuple(name.strip() for name in setting.split(","))
    if len(set(names)) < len(names) or not set(names) <= set(_ORDER):
        raise Misconfigured(
            f"{SETTING} is {setting!r}.",
            expected=f"Names out of {', '.join(_ORDER)} were expected, each at most once, with commas between.",
            remedy="Correct it, or remove it to ask all of them.",
        )
    return names
