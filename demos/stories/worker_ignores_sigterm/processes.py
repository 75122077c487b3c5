"""What `celery -A demos.stories.worker_ignores_sigterm.processes worker` loads."""

from demos.celery_apps import of_this_process
from demos.stories.worker_ignores_sigterm import kitchen

app = of_this_process(**kitchen.SETTINGS)
