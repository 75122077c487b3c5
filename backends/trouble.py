"""What keeps a broker from working now: it is gone, or it is there and takes nothing more."""

import time

import redis

from backends.contract import Broker, Endpoint
from backends.deadline import within
from backends.errors import BackendError
from backends.fate import ENGINE_GONE, OUT_OF_MEMORY, REMOVED, Trouble
from backends.management import Management

_SECONDS = 3.0
_ASK_SECONDS = 1.0
_HEARD_SECONDS, _POLL_SECONDS = 1.0, 0.05

_AGAIN = "Run it again to get a fresh broker."
_AFTER = {
    ENGINE_GONE: "Start Docker again, or install the broker with `make brokers`; then run it again.",
    OUT_OF_MEMORY: f"It may use no more memory than its container has. {_AGAIN}",
}
_NOT_BY_A_DEMO = (ENGINE_GONE, OUT_OF_MEMORY, REMOVED)
_ALARMS = {
    "memory": "Free memory or raise vm_memory_high_watermark; then run it again.",
    "disk": "Make room on its disk or lower disk_free_limit; then run it again.",
}
_REFUSALS = {
    redis.exceptions.OutOfMemoryError: (
        "Redis has reached its maxmemory and refuses every write.",
        "Free memory or raise maxmemory; then run it again.",
    ),
    redis.exceptions.ReadOnlyError: (
        "Redis is a replica and refuses every write.",
        "Give the URL of the primary; then run it again.",
    ),
}
_CANNOT_SAVE = (
    "Redis cannot save to its disk and refuses every write.",
    "Make room on its disk and look into its log; then run it again.",
)


def trouble_of(endpoint: Endpoint) -> Trouble | None:
    """Say what keeps the broker at `endpoint` from working; None if nothing is known. Takes three seconds at most.

    That a demo has killed its private broker is no trouble.
    """
    return within(_SECONDS, lambda: refusal(endpoint) or _gone_soon(endpoint), otherwise=lambda: None)


def refusal(endpoint: Endpoint) -> Trouble | None:
    """Say why the broker takes no message now, although it answers; None if it does, or nothing is known."""
    return _alarm(endpoint) if endpoint.broker is Broker.RABBITMQ else _refused_write(endpoint.url)


def _gone_soon(endpoint: Endpoint) -> Trouble | None:
    # The engine hears of an end somewhat later than who was connected.
    deadline = time.monotonic() + _HEARD_SECONDS
    while (found := _gone(endpoint)) is None and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)
    return found


def _gone(endpoint: Endpoint) -> Trouble | None:
    fate = endpoint.fate()
    if fate is None or (endpoint.control is not None and fate.how not in _NOT_BY_A_DEMO):
        return None
    return Trouble(f"{fate.whose} is gone: {fate.how}.", _AFTER.get(fate.how, _AGAIN))


def _alarm(endpoint: Endpoint) -> Trouble | None:
    try:
        alarms = Management(endpoint.management_url, _ASK_SECONDS).alarms() if endpoint.management_url else ()
    except BackendError:
        return None  # who does not answer at all is noticed by others
    for resource in alarms:
        what = f"RabbitMQ has a {resource} alarm and blocks every connection that publishes."
        return Trouble(what, _ALARMS.get(resource, "End the alarm; then run it again."))
    return None


def _refused_write(url: str) -> Trouble | None:
    try:
        with redis.Redis.from_url(url, socket_timeout=_ASK_SECONDS, socket_connect_timeout=_ASK_SECONDS) as client:
            # It is refused like any other write, and writes nothing: no key is made for an empty value.
            client.execute_command("SETRANGE", "queuewise:nothing", 0, "")
    except tuple(_REFUSALS) as problem:
        return Trouble(*_REFUSALS[type(problem)])
    except redis.ResponseError as problem:
        return Trouble(*_CANNOT_SAVE) if str(problem).startswith("MISCONF") else None
    except redis.RedisError:
        return None
    return None
