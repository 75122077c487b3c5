from celery.result import AsyncResult
from flask import Flask, jsonify

from shop.worker import celery, make_report

app = Flask(__name__)


@app.post("/reports/<month>")
def start(month):
    return jsonify(id=make_report.delay(month).id)


@app.get("/tasks/<task_id>")
def progress(task_id):
    result = AsyncResult(task_id, app=celery)
    return jsonify(state=result.state, info=str(result.info))
