"""RabbitMQ's management HTTP API, as far as Queuewise needs it (https://www.rabbitmq.com/docs/http-api-reference)."""

from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import requests

from backends.errors import BackendError, Lost, Refused
from backends.masking import password_of

_DENIED = (401, 403)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it lies in a queue: its bytes, and the properties by their names in AMQP 0-9-1."""

    body: bytes
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """What a queue shows of itself: messages that wait, messages that were handed out, and who consumes."""

    ready: int
    unacknowledged: int
    consumers: int


@dataclass(frozen=True, slots=True)
class Management:
    """One RabbitMQ's HTTP API. `url` carries user and password; each call waits at most `timeout` seconds."""

    url: str = field(repr=False)
    timeout: float = 5.0

    @property
    def user(self) -> str:
        """The user that the calls are made as."""
        return unquote(urlsplit(self.url).username or "guest")

    @property
    def address(self) -> str:
        """Where the API is, without user and password: safe to show."""
        parts = urlsplit(self.url)
        return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))

    def version(self) -> str:
        """Give product and version as the broker says them, for example "RabbitMQ 4.0.5"."""
        overview = self._ask("GET", "overview")
        return f"{overview.get('product_name', 'RabbitMQ')} {overview['rabbitmq_version']}"

    def memory(self) -> int:
        """Give the memory in bytes that the node uses now, as it counts for its own limit."""
        node = quote(self._ask("GET", "overview")["node"], safe="")
        memory = self._ask("GET", f"nodes/{node}/memory")["memory"]
        return int(memory["total"][memory["strategy"]])

    def alarmed(self) -> bool:
        """Tell whether the node has a memory or disk alarm now."""
        return bool(self._local_alarms()["status"] != "ok")

    def alarms(self) -> tuple[str, ...]:
        """Name what the node has an alarm for now: "memory", "disk"."""
        return tuple(each["resource"] for each in self._local_alarms().get("alarms", ()))

    def tags(self) -> frozenset[str]:
        """Give the rights of the user; "administrator" may make vhosts."""
        tags = self._ask("GET", "whoami")["tags"]
        return frozenset(tags.split(",") if isinstance(tags, str) else tags)

    def vhosts(self) -> dict[str, str]:
        """Give every vhost with its description."""
        return {vhost["name"]: vhost.get("description", "") for vhost in self._ask("GET", "vhosts")}

    def make_vhost(self, name: str, *, user: str, description: str, limits: Mapping[str, int]) -> None:
        """Make a vhost on which `user` may do everything within `limits`."""
        path = quote(name, safe="")
        self._ask("PUT", f"vhosts/{path}", {"description": description})
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        self._ask("PUT", f"permissions/{path}/{quote(user, safe='')}", everything)
        for limit, value in limits.items():
            self._ask("PUT", f"vhost-limits/{path}/{limit}", {"value": value})

    def delete_vhost(self, name: str) -> None:
        """Remove a vhost with all that is in it; a vhost that is not there is fine."""
        self._ask("DELETE", f"vhosts/{quote(name, safe='')}", missing_is_fine=True)

    def peek(self, queue: str, *, vhost: str, at_most: int) -> tuple[Message, ...]:
        """Look at the first messages of `queue` and leave them there. The broker counts each as handed out once."""
        # An acknowledgement that puts back: the other mode counts as a failed delivery.
        asked = {"count": at_most, "ackmode": "ack_requeue_true", "encoding": "base64"}
        path = f"queues/{quote(vhost, safe='')}/{quote(queue, safe='')}/get"
        return tuple(_message(found) for found in self._ask("POST", path, asked))

    def depth(self, queue: str, *, vhost: str) -> Depth:
        """Give what `queue` shows of itself: its messages as of now, its consumers as of at most five seconds ago."""
        place = quote(vhost, safe="")
        # Without this the messages would be those of up to five seconds ago, too.
        listed = self._ask("GET", f"queues/{place}?disable_stats=true&enable_queue_totals=true")
        counts = next(found for found in listed if found["name"] == queue)
        consumers = [found for found in self._ask("GET", f"consumers/{place}") if found["queue"]["name"] == queue]
        return Depth(
            ready=counts.get("messages_ready", 0),
            unacknowledged=counts.get("messages_unacknowledged", 0),
            consumers=len(consumers),
        )

    def _local_alarms(self) -> Any:
        return self._ask("GET", "health/checks/local-alarms", unhealthy_is_fine=True)

    def _ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        missing_is_fine: bool = False,
        unhealthy_is_fine: bool = False,
    ) -> Any:
        fine = {requests.codes.not_found: missing_is_fine, requests.codes.service_unavailable: unhealthy_is_fine}
        with self._translated(), requests.Session() as session:
            session.trust_env = False  # a proxy for the web must not see the broker's password
            user = (self.user, password_of(self.url))
            answer = session.request(
                method, f"{self.address}/api/{path}", json=body, auth=user, timeout=self.timeout, allow_redirects=False
            )
            if not fine.get(answer.status_code):
                answer.raise_for_status()
            return answer.json() if answer.content else None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except requests.HTTPError as problem:
            raise self._refusal(cast(requests.Response, problem.response)) from None
        except (requests.RequestException, ValueError) as problem:
            raise Lost(
                f"RabbitMQ's management API at {self.address} did not answer ({type(problem).__name__}).",
                expected=f"It was expected to answer within {self.timeout:g} s.",
                remedy="Check that the management plugin is enabled and its port is reachable.",
                secrets=[password_of(self.url)],
            ) from None

    def _refusal(self, answer: requests.Response) -> BackendError:
        kind = Refused if answer.status_code in _DENIED else BackendError
        return kind(
            f"RabbitMQ's management API at {self.address} said {answer.status_code} {answer.reason} "
            f"to {answer.request.method}.",
            expected=f"The user {self.user} was expected to be an administrator.",
            remedy="Check the user, the password and the tag: rabbitmqctl set_user_tags USER administrator.",
            secrets=[password_of(self.url)],
        )


def _message(found: Mapping[str, Any]) -> Message:
    return Message(body=b64decode(found["payload"]), properties=dict(found["properties"]))
