"""What `celery -A demos.stories.three_lanes.workers:celery_redis worker` loads, and the same for RabbitMQ."""

import os

from demos.stories.three_lanes import celery_rabbitmq as settings_of_rabbitmq
from demos.stories.three_lanes import celery_redis as settings_of_redis
from demos.stories.three_lanes import tasks
from demos.stories.three_lanes.reporting import begin_to_tell

__all__ = ["celery_rabbitmq", "celery_redis", "tasks"]

begin_to_tell()
celery_redis = settings_of_redis.kitchen(os.environ["QUEUEWISE_REDIS_URL"], os.environ["QUEUEWISE_PREFIX"])
celery_rabbitmq = settings_of_rabbitmq.kitchen(os.environ["QUEUEWISE_RABBITMQ_URL"])
