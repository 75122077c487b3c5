from celery import shared_task


@shared_task
def fine(name):
    return name
