"""What `celery -A demos.stories.redis_eta_repeats.processes worker` loads."""

from demos.celery_apps import of_this_process
from demos.stories.redis_eta_repeats import kitchen

app = of_this_process(**kitchen.SETTINGS)
