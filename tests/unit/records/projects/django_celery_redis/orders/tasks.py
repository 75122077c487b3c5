from celery import shared_task
from django.core.mail import send_mail

from orders.models import Order


@shared_task
def send_confirmation(order_id):
    order = Order.objects.get(pk=order_id)
    send_mail("Thank you", f"Order {order.pk}", None, [order.email])
