from celery import shared_task


@shared_task(time_limit=3600)
def export(order):
    return order
