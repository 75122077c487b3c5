"""The receipts that this app has: how often each demo has shown its claim, on what, and how long that took."""

import logging
from collections.abc import Mapping
from functools import cache

from demos.demo import Demo
from rules.receipt import Receipt, ReceiptError, receipts

_log = logging.getLogger(__name__)


@cache
def known() -> Mapping[str, Receipt]:
    """Every receipt by the id of its demo; none if one of them cannot be read, which the log says."""
    try:
        return receipts()
    except ReceiptError as problem:
        _log.error("%s", problem)
        return {}


def seconds(demo: Demo) -> float | None:
    """How long a run of `demo` takes, as the median of its receipt says; None if it has none."""
    receipt = known().get(demo.id)
    return receipt.median if receipt else None
