"""What `celery -A demos.stories.celery_monitoring.processes worker` loads."""

from demos.celery_apps import of_this_process
from demos.stories.celery_monitoring.kitchen import SETTINGS

app = of_this_process(**SETTINGS)
