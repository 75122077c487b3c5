"""Passwords never reach a text that a person reads."""

import pytest

from backends.errors import NotReady
from backends.masking import mask, password_of, secrets_in


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("amqp://anna:s3cret@host:5672/x", "amqp://anna:***@host:5672/x"),
        ("redis://:s3cret@host/0 and amqps://b:t0p@h", "redis://:***@host/0 and amqps://b:***@h"),
        ("redis://:p@ss:word@host", "redis://:***@host"),
        ("requirepass s3cret", "requirepass ***"),
        ("default_pass = s3cret", "default_pass = ***"),
        ("password: s3cret", "password: ***"),
        ("http://host:15672/api and a@b.example", "http://host:15672/api and a@b.example"),
    ],
)
def test_a_password_is_masked_and_the_rest_is_left(text: str, masked: str) -> None:
    assert mask(text) == masked


def test_a_known_secret_is_masked_wherever_it_stands() -> None:
    assert mask("it said s3cret twice: s3cret", ["s3cret"]) == "it said *** twice: ***"


def test_a_secret_that_is_part_of_another_does_not_leave_the_rest_of_it() -> None:
    assert mask("long-s3cret", ["s3cret", "long-s3cret"]) == "***"


def test_an_encoded_password_is_decoded() -> None:
    assert password_of("amqp://u:p%40ss@host") == "p@ss"


def test_the_secrets_of_an_environment_are_those_named_so_and_those_inside_urls() -> None:
    environment = {"PATH": "/bin", "REDIS_PASSWORD": "s3cret", "BROKER": "amqp://u:p%40ss@host"}

    assert secrets_in(environment) == {"s3cret", "p%40ss", "p@ss"}


def test_an_error_masks_every_part_of_its_message() -> None:
    url = "redis://:s3cret@host"
    error = NotReady(f"happened {url}", expected=f"expected {url}", remedy="remedy s3cret", log=url, secrets=["s3cret"])

    assert "s3cret" not in str(error)
    assert str(error).startswith("happened redis://:***@host expected")
    assert error.log == "redis://:***@host"
