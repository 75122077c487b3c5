"""A place of its own for every run inside a broker that many runs share.

On RabbitMQ it is a vhost, which takes everything inside with it when it goes; on Redis it is a key prefix.
What a run leaves behind because the app died is swept by a later app, an hour after the place was made.
"""

import logging
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from urllib.parse import quote, unquote, urlsplit

import redis

from backends.contract import Broker, Endpoint, Space
from backends.errors import BackendError, Lost, NotIsolated
from backends.fate import Trouble
from backends.management import Management
from backends.masking import mask
from backends.trouble import refusal

HOUR = 3600.0
"""Seconds after which a place that is still there is swept."""

_LIMITS = {"max-connections": 200, "max-queues": 300}
_NAME = re.compile(r"run-[0-9a-f]{4,32}")
_DESCRIPTION = "Queuewise run, made at "
_MADE = "made"
_BATCH = 1000
_PASSES = 5
_log = logging.getLogger(__name__)


def space(endpoint: Endpoint, run_id: str) -> AbstractContextManager[Space]:
    """Make a place for the run `run_id` (4 to 32 lower-case hex digits), and remove all of it on leaving.

    A broker that is gone when the run leaves is logged and not raised: the run's own end counts, and
    `sweep` removes what is left.

    Raises:
        NotIsolated: the broker did not make the place.
    """
    name = f"run-{run_id}"
    if not _NAME.fullmatch(name):
        raise ValueError(f"{run_id!r} is not 4 to 32 lower-case hex digits")
    place = _vhost if endpoint.broker is Broker.RABBITMQ else _prefix
    return place(endpoint, name)


def sweep(endpoint: Endpoint, *, older_than: float = HOUR) -> tuple[str, ...]:
    """Remove the places of runs that were made more than `older_than` seconds ago; give their names.

    Only what Queuewise made is looked at: a vhost by its description, a prefix by the key that says when.

    Raises:
        BackendError: the broker did not do it.
    """
    before = time.time() - older_than
    removed = _sweep_vhosts if endpoint.broker is Broker.RABBITMQ else _sweep_prefixes
    try:
        return tuple(removed(endpoint, before))
    except redis.RedisError as problem:
        raise Lost(f"Old runs could not be removed from {endpoint.address} ({problem}).") from None


@contextmanager
def _vhost(endpoint: Endpoint, name: str) -> Iterator[Space]:
    management = _management(endpoint)
    user = unquote(urlsplit(endpoint.url).username or "guest")
    with _removed(endpoint, lambda: management.delete_vhost(name), name):
        try:
            management.make_vhost(name, user=user, description=f"{_DESCRIPTION}{time.time():.0f}", limits=_LIMITS)
        except BackendError as problem:
            raise _not_isolated("vhost", problem) from problem
        yield Space(endpoint=endpoint, url=_on_vhost(endpoint.url, name), sever=partial(_sever, management, name))


@contextmanager
def _prefix(endpoint: Endpoint, name: str) -> Iterator[Space]:
    with redis.Redis.from_url(endpoint.url) as client, _removed(endpoint, lambda: _delete_prefix(client, name), name):
        try:
            client.set(f"{name}:{_MADE}", f"{time.time():.0f}")
        except redis.RedisError as problem:
            raise _not_isolated("key prefix", problem, refusal(endpoint)) from problem
        yield Space(endpoint=endpoint, url=endpoint.url, prefix=f"{name}:")


@contextmanager
def _removed(endpoint: Endpoint, remove: Callable[[], object], name: str) -> Iterator[None]:
    if endpoint.control is not None:  # a private broker goes as a whole, and may be broken when it does
        yield
        return
    try:
        yield
    finally:
        try:
            remove()
        except (BackendError, redis.RedisError) as problem:
            _log.warning("%s was not removed and is left to the sweep: %s", name, mask(str(problem)))


def _sever(management: Management, name: str) -> None:
    with suppress(BackendError):
        management.delete_vhost(name)


def _sweep_vhosts(endpoint: Endpoint, before: float) -> Iterator[str]:
    management = _management(endpoint)
    for name, description in management.vhosts().items():
        made = description.removeprefix(_DESCRIPTION)
        if _NAME.fullmatch(name) and made.isdigit() and float(made) < before:
            management.delete_vhost(name)
            yield name


def _sweep_prefixes(endpoint: Endpoint, before: float) -> Iterator[str]:
    with redis.Redis.from_url(endpoint.url, decode_responses=True) as client:
        for key in client.scan_iter(match=f"run-*:{_MADE}", count=_BATCH):
            name, made = key.removesuffix(f":{_MADE}"), client.get(key) or ""
            if _NAME.fullmatch(name) and made.isdigit() and float(made) < before:
                _delete_prefix(client, name)
                yield name


def _delete_prefix(client: "redis.Redis", name: str) -> None:
    """Remove every key of the prefix; again, if somebody was still writing."""
    for _ in range(_PASSES):
        keys = list(client.scan_iter(match=f"{name}:*", count=_BATCH))
        if not keys:
            return
        for start in range(0, len(keys), _BATCH):
            client.unlink(*keys[start : start + _BATCH])


def _management(endpoint: Endpoint) -> Management:
    if endpoint.management_url is None:
        raise NotIsolated(
            f"{endpoint.address} has no management API, so no vhost can be made there.",
            expected="Every run gets a vhost of its own.",
            remedy="Enable it: rabbitmq-plugins enable rabbitmq_management.",
        )
    return Management(endpoint.management_url)


def _on_vhost(url: str, name: str) -> str:
    parts = urlsplit(url)
    return parts._replace(path=f"/{quote(name, safe='')}").geturl()


def _not_isolated(what: str, problem: Exception, known: Trouble | None = None) -> NotIsolated:
    why, remedy = (known.happened, known.remedy) if known else (str(problem), "")
    return NotIsolated(f"No {what} could be made for the run: {why}", remedy=remedy)
