import requests
from celery import Celery, Task

app = Celery("webhooks", broker="sqs://")


class Patient(Task):
    autoretry_for = (requests.RequestException,)
    retry_backoff = 5
    retry_backoff_max = 3600
    retry_jitter = True
    max_retries = 8


@app.task(base=Patient)
def deliver(url, payload):
    requests.post(url, json=payload, timeout=10).raise_for_status()


@app.task(bind=True, autoretry_for=(OSError,), max_retries=3)
def log(self, line):
    print(line)
