"""Which queues get a copy, computed here by the rules of each type of exchange, so that the broker can be checked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from pika.exchange_type import ExchangeType

from demos.topics import matches


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What a queue asks of an exchange: a key or pattern, or `headers`, of which `every` one or any one has to fit."""

    queue: str
    key: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    every: bool = True


def wanted(kind: ExchangeType, bindings: Iterable[Binding], key: str, headers: Mapping[str, str]) -> frozenset[str]:
    """Give the queues that get one copy each of a message with this routing `key` and these `headers`.

    Source: https://www.rabbitmq.com/tutorials/amqp-concepts#exchanges
    """
    return frozenset(binding.queue for binding in bindings if _FITS[kind](binding, key, headers))


def _headers_fit(binding: Binding, headers: Mapping[str, str]) -> bool:
    fitting = [headers.get(name) == value for name, value in binding.headers.items()]
    return all(fitting) if binding.every else any(fitting)


_FITS: Mapping[ExchangeType, Callable[[Binding, str, Mapping[str, str]], bool]] = {
    ExchangeType.direct: lambda binding, key, _: binding.key == key,
    ExchangeType.topic: lambda binding, key, _: matches(binding.key, key),
    ExchangeType.fanout: lambda *_: True,
    ExchangeType.headers: lambda binding, _, headers: _headers_fit(binding, headers),
}
