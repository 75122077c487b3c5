"""The operator's own brokers are used as they are, and nothing of theirs is touched."""

import time
from urllib.parse import urlsplit

import pytest
from redis import Redis

from backends.contract import Broker, Endpoint
from backends.errors import Refused
from backends.given import MANAGEMENT, RABBITMQ, REDIS, Given
from backends.management import Management


def _given(rabbitmq: Endpoint, **more: str) -> Given:
    return Given.from_environment({RABBITMQ: rabbitmq.url, MANAGEMENT: str(rabbitmq.management_url), **more})


def test_the_operators_rabbitmq_is_used(rabbitmq: Endpoint) -> None:
    given = _given(rabbitmq)
    finding = given.find(Broker.RABBITMQ)

    assert finding.usable, finding.reason
    assert finding.reason == f"The operator gave {rabbitmq.address}, and it answers."
    with given.open(Broker.RABBITMQ) as endpoint:
        assert endpoint.version == rabbitmq.version
        assert endpoint.backend == "given"
        assert endpoint.origin == f"the operator's {RABBITMQ}"


def test_the_operators_redis_is_used(redis: Endpoint) -> None:
    given = Given.from_environment({REDIS: redis.url})

    assert given.find(Broker.REDIS).usable
    with given.open(Broker.REDIS) as endpoint:
        assert endpoint.address == redis.address


def test_a_redis_user_with_few_rights_is_enough(redis: Endpoint) -> None:
    with Redis.from_url(redis.url) as admin:
        admin.execute_command("ACL", "SETUSER", "guest", "on", ">s3cret", "~run-*", "&*", "+@all", "-@admin", "-info")
        given = Given.from_environment({REDIS: f"redis://guest:s3cret@{redis.address}/0"})
        try:
            assert given.find(Broker.REDIS).usable
            with given.open(Broker.REDIS) as endpoint:
                assert endpoint.version == "Redis"
        finally:
            admin.execute_command("ACL", "DELUSER", "guest")


def test_a_redis_user_who_may_not_write_is_a_clear_no(redis: Endpoint) -> None:
    with Redis.from_url(redis.url) as admin:
        admin.execute_command("ACL", "SETUSER", "reader", "on", ">s3cret", "~*", "+@read")
        given = Given.from_environment({REDIS: f"redis://reader:s3cret@{redis.address}/0"})
        try:
            finding = given.find(Broker.REDIS)
        finally:
            admin.execute_command("ACL", "DELUSER", "reader")

    assert not finding.usable
    assert "did not let us in" in finding.reason
    assert "s3cret" not in finding.reason


def test_a_rabbitmq_user_who_may_not_make_vhosts_is_a_clear_no_with_the_remedy(rabbitmq: Endpoint) -> None:
    management = Management(str(rabbitmq.management_url))
    management._ask("PUT", "users/guest2", {"password": "s3cret", "tags": "management"})
    try:
        port = urlsplit(str(rabbitmq.management_url)).port
        given = Given.from_environment({RABBITMQ: rabbitmq.url, MANAGEMENT: f"http://guest2:s3cret@127.0.0.1:{port}"})
        finding = given.find(Broker.RABBITMQ)
    finally:
        management._ask("DELETE", "users/guest2")

    assert not finding.usable
    assert "guest2 may not make vhosts" in finding.reason
    assert finding.remedy == "Run: rabbitmqctl set_user_tags guest2 administrator."


def test_without_a_reachable_management_api_the_no_says_so(rabbitmq: Endpoint) -> None:
    finding = Given.from_environment({RABBITMQ: rabbitmq.url, MANAGEMENT: "http://u:p@127.0.0.1:1"}).find(
        Broker.RABBITMQ
    )

    assert not finding.usable
    assert "management API at http://127.0.0.1:1 did not answer" in finding.reason
    assert "plugin" in str(finding.remedy)


@pytest.mark.parametrize(
    ("broker", "setting", "scheme"), [(Broker.RABBITMQ, RABBITMQ, "amqp"), (Broker.REDIS, REDIS, "redis")]
)
def test_a_broker_that_hangs_is_told_within_two_seconds(
    broker: Broker, setting: str, scheme: str, silent_port: int
) -> None:
    given = Given.from_environment({setting: f"{scheme}://u:s3cret@127.0.0.1:{silent_port}"})
    asked = time.monotonic()
    finding = given.find(broker)

    assert time.monotonic() - asked < 2
    assert not finding.usable


def test_a_wrong_password_of_the_operator_is_told_and_not_shown(redis: Endpoint) -> None:
    given = Given.from_environment({REDIS: f"redis://:s3cret@{redis.address}"})

    finding = given.find(Broker.REDIS)
    assert not finding.usable
    assert "s3cret" not in f"{finding}"
    with pytest.raises(Refused), given.open(Broker.REDIS):
        pass
