"""What `celery -A demos.stories.broker_restarted.processes worker` loads."""

import os

from demos.stories.broker_restarted.kitchen import kitchen

app = kitchen(os.environ["QUEUEWISE_RABBITMQ_URL"])
