"""What the app knows about the machine that it runs on."""

from backends.contract import Broker
from ui import brokers, runs


def forget() -> None:
    """Let the app find its brokers anew."""
    brokers.warm.cache_clear()
    runs.desk.cache_clear()
    for broker in Broker:
        brokers.forget(broker)
