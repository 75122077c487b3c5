"""What `celery -A demos.stories.celery_wire.processes worker` loads; a worker's name says its queue."""

from demos.celery_apps import of_this_process
from demos.stories.celery_wire import kitchen

app = of_this_process(queue=kitchen.own_queue())
