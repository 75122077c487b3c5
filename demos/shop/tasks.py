"""Celery: what a team writes itself, on either broker. Retries and the chain of steps are Celery's."""

from celery import Celery, Task, chain, shared_task

from .reporting import Reporting, begin
from .steps import CardReaderDown, Order, carry_out

ATTEMPTS = 5
RETRY_SECONDS = 1


@shared_task(base=Reporting, bind=True, name="shop.cook")
def cook(self: "Task[..., None]", _order: str, milliseconds: int) -> None:
    """Cook an order."""
    carry_out(milliseconds, attempt=begin(self))


@shared_task(
    base=Reporting,
    bind=True,
    name="shop.bill",
    autoretry_for=(CardReaderDown,),
    max_retries=ATTEMPTS - 1,
    default_retry_delay=RETRY_SECONDS,
)
def bill(self: "Task[..., None]", _order: str, milliseconds: int, failures: int) -> None:
    """Bill an order. The card reader is down for the first `failures` attempts."""
    carry_out(milliseconds, attempt=begin(self), failures=failures)


@shared_task(base=Reporting, bind=True, name="shop.deliver")
def deliver(self: "Task[..., None]", _order: str, milliseconds: int) -> None:
    """Deliver an order."""
    carry_out(milliseconds, attempt=begin(self))


def place(app: Celery, order: Order) -> None:
    """Ask for every step of an order, one after the other."""
    cooking, billing, delivering = order.milliseconds
    steps = (
        app.tasks["shop.cook"].si(order.id, cooking),
        app.tasks["shop.bill"].si(order.id, billing, order.failures),
        app.tasks["shop.deliver"].si(order.id, delivering),
    )
    chain(*steps, app=app).apply_async()
