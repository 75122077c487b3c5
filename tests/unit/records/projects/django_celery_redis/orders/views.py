from django.http import JsonResponse

from orders.models import Order
from orders.tasks import send_confirmation


def place(request):
    order = Order.objects.create(email=request.POST["email"])
    send_confirmation.delay(order.pk)
    return JsonResponse({"order": order.pk})
