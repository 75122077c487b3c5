import json

from django.http import HttpResponse
from django_celery_beat.models import CrontabSchedule, PeriodicTask


def every_morning(request, customer):
    morning, _ = CrontabSchedule.objects.get_or_create(hour="7", minute="0")
    PeriodicTask.objects.update_or_create(
        name=f"remind {customer}",
        defaults={"crontab": morning, "task": "reminders.tasks.remind", "args": json.dumps([customer])},
    )
    return HttpResponse(status=204)
