"""Bills are sent in the background, and again if the bank does not answer."""

import os

from celery import Celery

app = Celery("shop", broker=os.environ.get("CELERY_BROKER_URL", "amqp://localhost//"))
app.conf.update(
    result_backend=os.environ.get("CELERY_RESULT_BACKEND", "redis://localhost/0"),
    broker_transport_options={"confirm_publish": True},
    task_acks_late=True,
)


@app.task(autoretry_for=(ConnectionError,), retry_backoff=True, max_retries=8)
def send_bill(order: str) -> str:
    """Send the bill of an order; the same bill twice is one bill."""
    return f"bill of {order}"
