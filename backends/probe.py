"""Questions to a broker in its own protocol.

An open port says little: Docker's proxy accepts connections long before the broker behind it listens. So
there is a cheap question (does anyone answer the handshake?) to ask often, and a dear one to ask once:
RabbitMQ has to confirm a message and deliver it, Redis to keep a value and give it back, after logging in.
"""

import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pika
import pika.exceptions
import redis
import redis.exceptions

from backends.contract import Broker
from backends.errors import BackendError, Lost, Refused
from backends.management import Management
from backends.masking import mask, password_of

PORTS = {"amqp": 5672, "amqps": 5671, "redis": 6379, "rediss": 6379}
"""The schemes of URLs that are accepted, each with the port that it means when none is given."""

_AMQP_HEADER = b"AMQP\x00\x00\x09\x01"
_CONNECTION_START = slice(7, 11)  # after the frame's type, channel and size: class 10, method 10
_CONNECTION_START_IS = b"\x00\x0a\x00\x0a"

_Refusals = (
    pika.exceptions.ProbableAuthenticationError,
    pika.exceptions.ProbableAccessDeniedError,
    pika.exceptions.AuthenticationError,
    redis.exceptions.AuthenticationError,
    redis.exceptions.AuthorizationError,
    redis.exceptions.NoPermissionError,
)
_ACCESS_REFUSED = 403


def answers(url: str, *, timeout: float = 1.0) -> bool:
    """Ask the cheap question: does somebody who speaks the protocol listen at `url`? Nobody logs in."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname, parts.port or PORTS[parts.scheme]), timeout) as connection:
            return parts.scheme in ("amqps", "rediss") or _speaks(connection, parts.scheme)
    except OSError:
        return False


def prove(broker: Broker, url: str, management_url: str | None = None, *, timeout: float = 3.0) -> str:
    """Ask the dear question and give product and version, for example "RabbitMQ 4.0.5".

    RabbitMQ has to confirm a message and deliver it, and its management API to answer if it is given; Redis
    has to keep a value and give it back. Whatever was made for that is removed.

    Raises:
        Refused: the broker did not let us in, or did not let us do that.
        Lost: it did not answer within `timeout` seconds, or not as it should.
    """
    with _translated(url):
        if broker is Broker.REDIS:
            return _prove_redis(url, timeout)
        _prove_rabbitmq(url, timeout)
    return Management(management_url, timeout).version() if management_url else "RabbitMQ"


def _speaks(connection: socket.socket, scheme: str) -> bool:
    connection.sendall(_AMQP_HEADER if scheme == "amqp" else b"PING\r\n")
    answer = connection.recv(16)
    if scheme == "amqp":
        return answer[_CONNECTION_START] == _CONNECTION_START_IS
    return answer.startswith((b"+PONG", b"-NOAUTH", b"-NOPERM", b"-WRONGPASS"))


def _prove_rabbitmq(url: str, timeout: float) -> None:
    parameters = pika.URLParameters(url)
    parameters.connection_attempts = 1
    parameters.socket_timeout = parameters.stack_timeout = parameters.blocked_connection_timeout = timeout
    with pika.BlockingConnection(parameters) as connection, connection.channel() as channel:
        queue, body = f"run-probe-{secrets.token_hex(4)}", secrets.token_bytes(8)
        channel.queue_declare(queue, exclusive=True, auto_delete=True)
        channel.confirm_delivery()
        channel.basic_publish("", queue, body, mandatory=True)
        _method, _properties, came = next(channel.consume(queue, auto_ack=True, inactivity_timeout=timeout))
    if came != body:
        raise Lost("RabbitMQ confirmed a message and did not deliver it.", expected="Its consumer was waiting for it.")


def _prove_redis(url: str, timeout: float) -> str:
    key, value = f"run-probe-{secrets.token_hex(4)}:ready", secrets.token_hex(8)
    with redis.Redis.from_url(
        url, socket_timeout=timeout, socket_connect_timeout=timeout, decode_responses=True
    ) as client:
        client.set(key, value, ex=60)
        came = client.get(key)
        client.delete(key)
        if came != value:
            raise Lost("Redis kept a value and gave another one back.", expected="The value that was written.")
        return _redis_version(client)


def _redis_version(client: "redis.Redis") -> str:
    try:
        server = client.info("server")
    except redis.exceptions.NoPermissionError:
        return "Redis"  # a restricted user may not ask
    if "valkey_version" in server:
        return f"Valkey {server['valkey_version']}"
    return f"Redis {server['redis_version']}"


@contextmanager
def _translated(url: str) -> Iterator[None]:
    try:
        yield
    except _Refusals as problem:
        raise _refused(url, problem) from None
    except pika.exceptions.ConnectionBlockedTimeout:
        raise _blocked(url) from None
    except pika.exceptions.ConnectionClosedByBroker as problem:
        raise (_refused if problem.reply_code == _ACCESS_REFUSED else _lost)(url, problem) from None
    except pika.exceptions.ChannelClosedByBroker as problem:
        raise (_refused if problem.reply_code == _ACCESS_REFUSED else _lost)(url, problem) from None
    except (pika.exceptions.AMQPError, redis.exceptions.RedisError, OSError, StopIteration) as problem:
        raise _lost(url, problem) from None


def _refused(url: str, problem: Exception) -> BackendError:
    return Refused(
        f"The broker at {mask(url)} did not let us in ({_said(problem)}).",
        expected="The user in the URL was expected to write and read there.",
        remedy="Check user, password and rights.",
        secrets=[password_of(url)],
    )


def _blocked(url: str) -> BackendError:
    return Lost(
        f"The RabbitMQ at {mask(url)} has a memory or disk alarm and blocks every connection that publishes.",
        expected="It was expected to take a message.",
        remedy="Free memory, make room on its disk or change the limit of the alarm; then try again.",
        secrets=[password_of(url)],
    )


def _lost(url: str, problem: Exception) -> BackendError:
    return Lost(
        f"The broker at {mask(url)} did not answer as expected ({_said(problem)}).",
        expected="A message or value written there was expected back.",
        remedy="Check that it runs and that nothing on the way holds it up.",
        secrets=[password_of(url)],
    )


def _said(problem: Exception) -> str:
    return str(problem) or type(problem).__name__
