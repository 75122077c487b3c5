"""Machines on which the pages are opened."""

from collections.abc import Iterator

import pytest

from tests.pages.machines import forget
from ui import runs

SETTINGS = ("QUEUEWISE_RABBITMQ_URL", "QUEUEWISE_RABBITMQ_MANAGEMENT_URL", "QUEUEWISE_REDIS_URL")


@pytest.fixture
def machine_with_nothing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has nothing but the Valkey server of the wheel, and a desk of its own."""
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "embedded")
    for setting in SETTINGS:
        monkeypatch.delenv(setting, raising=False)
    forget()
    yield
    runs.close()
    forget()
