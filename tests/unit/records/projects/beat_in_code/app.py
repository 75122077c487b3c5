from celery import Celery
from celery.schedules import crontab
from flask import Flask

app = Flask(__name__)
app.config.from_mapping(
    CELERY=dict(
        broker_url="redis://localhost",
        result_backend="redis://localhost",
        task_ignore_result=True,
        beat_schedule={
            "nightly": {"task": "app.clean", "schedule": crontab(hour=3, minute=0)},
            "hourly": {"task": "app.count", "schedule": 3600.0},
        },
    )
)
celery_app = Celery(app.name)
celery_app.config_from_object(app.config["CELERY"])


@celery_app.task
def clean():
    pass


@celery_app.task
def count():
    pass


@celery_app.task(autoretry_for=(ConnectionError,), max_retries=3)
def greet(name):
    return name


@app.post("/greet/<name>")
def greeting(name):
    greet.delay(name)
    return "", 202
