"""URLs come from the operator only, and a wrong one is a clear no."""

import pytest

from backends.contract import Broker, Finding
from backends.given import MANAGEMENT, RABBITMQ, REDIS, Given


def _found(broker: Broker, **settings: str) -> Finding:
    return Given.from_environment(settings).find(broker)


@pytest.mark.parametrize("broker", list(Broker))
def test_without_a_url_the_reason_names_the_setting(broker: Broker) -> None:
    finding = _found(broker)

    assert not finding.usable
    assert finding.reason == f"No URL is given: QUEUEWISE_{broker.value.upper()}_URL is not set."


@pytest.mark.parametrize(
    "url",
    [
        "http://u:s3cret@host",
        "redis://",
        "redis://:s3cret@host:notaport",
        "redis://:s3cret@host:99999",
        "u:s3cret@host",
        "redis://[::1",
        "file:///etc/passwd",
    ],
)
def test_a_url_that_cannot_be_used_is_a_clear_no_that_does_not_repeat_it(url: str) -> None:
    finding = _found(Broker.REDIS, **{REDIS: url})

    assert not finding.usable
    assert f"{REDIS} is not a URL that can be used" in finding.reason
    assert "redis://host:port, with user:password@" in finding.reason
    assert "s3cret" not in f"{finding}"


def test_a_management_url_of_another_scheme_is_refused() -> None:
    settings = {RABBITMQ: "amqp://u:s3cret@127.0.0.1:1", MANAGEMENT: "ftp://u:s3cret@host"}

    assert not _found(Broker.RABBITMQ, **settings).usable


@pytest.mark.parametrize(
    ("broker", "setting", "url"),
    [
        (Broker.RABBITMQ, RABBITMQ, "amqp://u:s3cret@127.0.0.1:1"),
        (Broker.REDIS, REDIS, "redis://:s3cret@127.0.0.1:1"),
    ],
)
def test_a_broker_that_is_not_there_is_a_clear_no(broker: Broker, setting: str, url: str) -> None:
    finding = _found(broker, **{setting: url})

    assert not finding.usable
    assert f"Nobody answers at 127.0.0.1:1, which {setting} names." in finding.reason
    assert finding.remedy == "Start the broker, or correct the URL."


def test_a_password_is_never_part_of_how_the_backend_prints() -> None:
    assert "s3cret" not in repr(Given.from_environment({REDIS: "redis://:s3cret@host"}))
