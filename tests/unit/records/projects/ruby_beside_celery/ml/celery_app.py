from celery import Celery

app = Celery("ml", broker="sentinel://redis-1:26379;sentinel://redis-2:26379")


@app.task
def rate(text):
    return len(text)
