from celery import Celery, chain
from sqlalchemy.orm import Session

app = Celery("billing")
app.config_from_object("billing.celeryconfig")


@app.task
def charge(invoice):
    return invoice


@app.task
def receipt(invoice):
    return invoice


def settle(session: Session, invoice):
    chain(charge.s(invoice), receipt.s()).apply_async()
