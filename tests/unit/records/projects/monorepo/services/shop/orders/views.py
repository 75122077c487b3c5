from functools import partial

from django.db import transaction

from orders.tasks import export


def place(request, order):
    transaction.on_commit(partial(export.delay, order.pk))
