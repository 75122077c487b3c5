"""What `celery -A demos.stories.celery_limits.processes worker` loads; `-Q` says which queue it reads from."""

from demos.celery_apps import of_this_process
from demos.stories.celery_limits.kitchen import SETTINGS

app = of_this_process(**SETTINGS)
