"""The story that all demos run: orders are placed in several cities, cooked, delivered and billed."""

import json
from dataclasses import asdict, dataclass
from random import Random

CITIES = ("berlin", "lisbon", "riga")
KINDS = ("delivery", "pickup")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order with the id that it keeps on its whole way. `kind` is empty if the customer forgot to say."""

    id: str
    city: str
    kind: str

    @property
    def routing_key(self) -> str:
        """The words that an exchange routes by: `order.<city>.<kind>`."""
        return ".".join(filter(None, ("order", self.city, self.kind)))

    def as_json(self) -> bytes:
        """The order as it is written into a message: any language can read it."""
        return json.dumps(asdict(self)).encode()


def orders(count: int, *, seed: int) -> tuple[Order, ...]:
    """Give `count` orders, the same ones for the same seed. Every city and kind comes up among any six."""
    random = Random(seed)
    return tuple(
        Order(id=f"order-{number:04}", city=city, kind=kind)
        for number, (city, kind) in enumerate(_places(count, random), start=1)
    )


def unlucky(placed: tuple[Order, ...], *, percent: int, seed: int) -> frozenset[str]:
    """Give the ids of the orders whose first attempts fail: `percent` of them, at least one unless 0 percent."""
    wanted = max(1, round(len(placed) * percent / 100)) if percent else 0
    return frozenset(order.id for order in Random(seed).sample(placed, wanted))


def _places(count: int, random: Random) -> list[tuple[str, str]]:
    every = [(city, kind) for city in CITIES for kind in KINDS]
    drawn: list[tuple[str, str]] = []
    while len(drawn) < count:
        drawn += random.sample(every, len(every))
    return drawn[:count]
