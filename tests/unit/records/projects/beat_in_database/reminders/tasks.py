from celery import shared_task


@shared_task
def remind(customer):
    print(customer)
