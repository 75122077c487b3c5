import os

from celery import Celery

celery = Celery(
    "shop",
    broker=os.getenv("CELERY_BROKER_URL", "amqp://guest:guest@localhost:5672//"),
    backend=os.getenv("CELERY_RESULT_BACKEND", "redis://localhost:6379/1"),
)


@celery.task(bind=True)
def make_report(self, month):
    for done in range(100):
        self.update_state(state="PROGRESS", meta={"done": done})
    return f"/reports/{month}.pdf"
