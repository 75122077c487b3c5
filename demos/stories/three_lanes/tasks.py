"""Celery: what a team writes itself, on either broker. Retries and the chain of steps are Celery's."""

from celery import Celery, Task, chain, shared_task

from demos.stories.three_lanes.reporting import Reporting, begin_here
from demos.stories.three_lanes.steps import CardReaderDown, carry_out

ATTEMPTS = 5
RETRY_SECONDS = 1


@shared_task(base=Reporting, bind=True, name="lanes.cook")
def cook(self: "Task[..., None]", _order: str, milliseconds: int) -> None:
    """Cook an order."""
    carry_out(milliseconds, attempt=begin_here(self))


@shared_task(
    base=Reporting,
    bind=True,
    name="lanes.bill",
    autoretry_for=(CardReaderDown,),
    max_retries=ATTEMPTS - 1,
    default_retry_delay=RETRY_SECONDS,
)
def bill(self: "Task[..., None]", _order: str, milliseconds: int, failures: int) -> None:
    """Bill an order. The card reader is down for the first `failures` attempts."""
    carry_out(milliseconds, attempt=begin_here(self), failures=failures)


@shared_task(base=Reporting, bind=True, name="lanes.deliver")
def deliver(self: "Task[..., None]", _order: str, milliseconds: int) -> None:
    """Deliver an order."""
    carry_out(milliseconds, attempt=begin_here(self))


def place(app: Celery, order: str, milliseconds: tuple[int, ...], failures: int) -> None:
    """Ask for every step of an order, one after the other."""
    cooking, billing, delivering = milliseconds
    steps = (
        app.tasks["lanes.cook"].si(order, cooking),
        app.tasks["lanes.bill"].si(order, billing, failures),
        app.tasks["lanes.deliver"].si(order, delivering),
    )
    chain(*steps, app=app).apply_async()
