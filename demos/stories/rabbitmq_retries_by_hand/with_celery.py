"""The same policy with Celery, to count its lines beside those by hand. celery-redis-tasks runs such a task."""

from celery import shared_task


class CardReaderDown(Exception):
    """The card reader does not answer. It may, a little later."""


@shared_task(name="invoice", autoretry_for=(CardReaderDown,), max_retries=3, default_retry_delay=1)
def invoice(_order: str) -> None:
    """Bill an order; the card reader is down."""
    raise CardReaderDown
