import torch
from celery import Celery

app = Celery("thumbnails", broker="amqps://mq.example.org/thumbnails")
app.conf.update(task_queue_max_priority=10, result_backend="rpc://")


@app.task(acks_late=True)
def enhance(path):
    return torch.load(path)
