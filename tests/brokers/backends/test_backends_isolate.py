"""A run has a place of its own, cannot see another one's, and leaves nothing."""

import time
from dataclasses import replace
from urllib.parse import quote

import pika
import pytest
from pika.exceptions import ProbableAccessDeniedError
from redis import Redis

from backends import isolate
from backends.contract import Endpoint, Space
from backends.errors import NotIsolated
from backends.management import Depth, Management
from tests.leftovers import eventually


def _management(endpoint: Endpoint) -> Management:
    return Management(str(endpoint.management_url))


def _declare(space: Space, queue: str, body: bytes = b"") -> None:
    with pika.BlockingConnection(pika.URLParameters(space.url)) as connection, connection.channel() as channel:
        channel.queue_declare(queue, durable=True)
        channel.basic_publish("", queue, body)


def test_a_run_on_rabbitmq_gets_a_vhost_that_goes_with_all_that_is_in_it(rabbitmq: Endpoint) -> None:
    management = _management(rabbitmq)
    before = management.vhosts().keys()
    with isolate.space(rabbitmq, "0a1b2c3d") as space:
        assert management.vhosts().keys() - before == {"run-0a1b2c3d"}
        _declare(space, "orders", b"one")

    assert management.vhosts().keys() == before
    with pytest.raises(ProbableAccessDeniedError, match="run-0a1b2c3d"):
        pika.BlockingConnection(pika.URLParameters(space.url))


def test_two_runs_do_not_see_each_other_on_rabbitmq(rabbitmq: Endpoint) -> None:
    with isolate.space(rabbitmq, "aaaa") as one, isolate.space(rabbitmq, "bbbb") as other:
        _declare(one, "orders")
        queues = _management(rabbitmq)._ask("GET", f"queues/{quote('run-bbbb')}")

        assert other.url.endswith("/run-bbbb")
        assert queues == []


def test_a_message_that_is_looked_at_has_its_bytes_and_stays(rabbitmq: Endpoint) -> None:
    with isolate.space(rabbitmq, "eeee") as space:
        _declare(space, "orders", bytes(range(256)))
        looked_at = [_management(rabbitmq).peek("orders", vhost="run-eeee", at_most=5) for _ in range(2)]

    assert [[message.body for message in each] for each in looked_at] == [[bytes(range(256))]] * 2


def test_a_queue_shows_what_waits_what_was_handed_out_and_who_consumes(rabbitmq: Endpoint) -> None:
    def depth() -> Depth:
        return _management(rabbitmq).depth("orders", vhost="run-abcd")

    with isolate.space(rabbitmq, "abcd") as space:
        _declare(space, "orders")
        _declare(space, "orders")
        with pika.BlockingConnection(pika.URLParameters(space.url)) as connection, connection.channel() as channel:
            channel.basic_qos(prefetch_count=1)
            channel.basic_consume("orders", lambda *_: None)

            assert eventually(lambda: depth() == Depth(ready=1, unacknowledged=1, consumers=1), 15)
        assert eventually(lambda: depth() == Depth(ready=2, unacknowledged=0, consumers=0), 15)


def test_a_run_that_breaks_leaves_nothing_either(rabbitmq: Endpoint, redis: Endpoint) -> None:
    for endpoint in (rabbitmq, redis):
        with pytest.raises(ZeroDivisionError), isolate.space(endpoint, "cccc"):
            raise ZeroDivisionError

    assert "run-cccc" not in _management(rabbitmq).vhosts()
    with Redis.from_url(redis.url) as client:
        assert client.keys("run-cccc*") == []


def test_a_vhost_has_limits(rabbitmq: Endpoint) -> None:
    with isolate.space(rabbitmq, "dddd"):
        (limits,) = _management(rabbitmq)._ask("GET", "vhost-limits/run-dddd")

    assert limits["value"] == {"max-connections": 200, "max-queues": 300}


def test_a_run_on_redis_leaves_only_what_is_not_its_own(redis: Endpoint) -> None:
    with Redis.from_url(redis.url, decode_responses=True) as client:
        client.set("somebody:else", "stays")
        with isolate.space(redis, "0a1b2c3d") as space:
            assert space.prefix == "run-0a1b2c3d:"
            with client.pipeline() as many:
                for number in range(2500):
                    many.set(f"{space.prefix}{number}", number)
                many.execute()
            client.rpush(f"{space.prefix}list", 1)

        assert client.keys("*") == ["somebody:else"]
        client.delete("somebody:else")


@pytest.mark.parametrize("run_id", ["", "xyz", "ABCD", "../etc", "abc*", "a" * 33])
def test_a_run_without_a_plain_id_gets_no_place(redis: Endpoint, run_id: str) -> None:
    with pytest.raises(ValueError, match="hex digits"):
        isolate.space(redis, run_id)


def test_a_place_that_cannot_be_made_is_told(rabbitmq: Endpoint) -> None:
    gone = replace(rabbitmq, management_url="http://u:s3cret@127.0.0.1:1")
    with pytest.raises(NotIsolated, match="No vhost could be made") as caught, isolate.space(gone, "eeee"):
        pass
    assert "s3cret" not in str(caught.value)


def test_what_a_dead_app_left_on_rabbitmq_is_swept_and_the_rest_is_not(rabbitmq: Endpoint) -> None:
    management = _management(rabbitmq)
    long_ago, now = "Queuewise run, made at 1", f"Queuewise run, made at {time.time():.0f}"
    kept = {"run-0002": now, "run-0003": "of somebody else", "other": long_ago}
    for name, description in {"run-0001": long_ago, **kept}.items():
        management.make_vhost(name, user=management.user, description=description, limits={})
    try:
        assert isolate.sweep(rabbitmq) == ("run-0001",)
        assert set(kept) <= management.vhosts().keys()
    finally:
        for name in kept:
            management.delete_vhost(name)


def test_what_a_dead_app_left_on_redis_is_swept_and_the_rest_is_not(redis: Endpoint) -> None:
    with Redis.from_url(redis.url, decode_responses=True) as client:
        values = {"run-0001:made": "1", "run-0001:a": "b", "run-0002:made": f"{time.time():.0f}", "run-0003:a": "b"}
        client.mset(values)

        assert isolate.sweep(redis) == ("run-0001",)
        assert sorted(client.keys("*")) == ["run-0002:made", "run-0003:a"]
        client.delete(*values)
