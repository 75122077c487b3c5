"""A result that comes while somebody begins to wait for it is there."""

import threading
from typing import Any, cast

import pytest
from redis.client import PubSub

from backends.contract import Broker
from backends.warm import Warm
from demos.application import closing
from demos.celery_apps import on_redis

SLOW = 0.3
"""Seconds that a subscription needs to reach Redis, so that the result overtakes it."""


@pytest.mark.filterwarnings("ignore:Call to deprecated setex")  # Celery calls it where it stores a result
def test_a_result_that_overtakes_the_subscription_is_not_missed(
    contained: Warm, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscribe = PubSub.subscribe
    on_its_way: list[threading.Timer] = []

    def subscribe_slowly(self: PubSub, *keys: bytes) -> None:
        def arrive() -> None:
            with vars(cast(Any, app.backend).result_consumer)["_pubsub_lock"]:
                subscribe(self, *keys)

        on_its_way.append(threading.Timer(SLOW, arrive))
        on_its_way[-1].start()

    with contained.space(Broker.REDIS, "abcdef12") as space, closing(on_redis(space.url, space.prefix)) as app:
        monkeypatch.setattr(PubSub, "subscribe", subscribe_slowly)
        cooked = threading.Timer(SLOW / 2, app.backend.store_result, ("order-1", "pizza", "SUCCESS"))
        cooked.start()

        assert app.AsyncResult("order-1").get(timeout=5) == "pizza"

        for each in [cooked, *on_its_way]:
            each.join()
