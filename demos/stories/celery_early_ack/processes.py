"""What `celery -A demos.stories.celery_early_ack.processes worker` loads; a worker's name says its queue."""

from demos.celery_apps import of_this_process
from demos.stories.celery_early_ack import kitchen

app = of_this_process(**kitchen.settings_of(kitchen.own_queue()))
