"""Orders come in here, and whoever ordered may ask what became of the bill."""

from celery.result import AsyncResult
from flask import Flask
from shop.bills import app as bills
from shop.bills import send_bill

app = Flask(__name__)


@app.post("/orders/<order>")
def place(order: str) -> dict[str, str]:
    """Take an order."""
    return {"bill": send_bill.delay(order).id}


@app.get("/bills/<bill>")
def look(bill: str) -> dict[str, str]:
    """How far a bill is."""
    return {"state": AsyncResult(bill, app=bills).state}
