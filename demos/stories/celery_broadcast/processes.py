"""What `celery -A demos.stories.celery_broadcast.processes worker` loads."""

from demos.celery_apps import of_this_process
from demos.stories.celery_broadcast import kitchen

app = of_this_process(**kitchen.SETTINGS)
