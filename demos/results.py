"""Results in Redis that are never missed.

Celery 5.7 asks Redis to tell it when a result comes, and then looks whether it is there already, by another connection.
It does not wait until the first was heard. A result that comes in between is neither found nor told, and `get` waits in
vain (about once in a thousand where Redis is behind the proxy of a container).
"""

import time
from typing import Any, cast

from celery import Celery
from celery.backends import redis

_PATIENCE = 2.0
_PAUSE = 0.001


class Consumer(redis.ResultConsumer):  # type: ignore[name-defined, misc]  # it is missing in the types
    """Looks for a result only when Redis has heard that it is to be told of it."""

    def on_wait_for_pending(self, result: Any, **how: Any) -> None:
        """Wait until Redis has heard, at most two seconds; then look, as Celery does."""
        deadline = time.monotonic() + _PATIENCE
        while not self._heard() and time.monotonic() < deadline:
            time.sleep(_PAUSE)
        super().on_wait_for_pending(result, **how)

    def _heard(self) -> bool:
        own = cast(Any, self)
        keys = tuple(own.subscribed_to)
        return not keys or all(count for _, count in own.backend.client.pubsub_numsub(*keys))


class Backend(redis.RedisBackend):
    """Celery's own, with that consumer."""

    ResultConsumer = Consumer


def never_missed(app: Celery) -> None:
    """Let `app` use it for results in Redis. To be called before the app asks for its first result."""
    app.loader.override_backends = {"redis": f"{__name__}:{Backend.__name__}"}
