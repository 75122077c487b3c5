"""What `celery -A demos.stories.celery_delays_block.processes worker` loads; a worker's name says its queue."""

from demos.celery_apps import of_this_process
from demos.report import own_name
from demos.stories.celery_delays_block import kitchen

app = of_this_process(**kitchen.settings_of(own_name().removesuffix("-worker")))
