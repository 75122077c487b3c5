"""What `celery -A demos.stories.crash_redis_rabbitmq.processes:on_redis worker` loads, and the same for RabbitMQ."""

import os

from demos.stories.crash_redis_rabbitmq.kitchen import kitchen_on_rabbitmq, kitchen_on_redis, visibility_of_this_process

on_rabbitmq = kitchen_on_rabbitmq(os.environ["QUEUEWISE_RABBITMQ_URL"])
on_redis = kitchen_on_redis(
    os.environ["QUEUEWISE_REDIS_URL"], os.environ["QUEUEWISE_PREFIX"], visibility=visibility_of_this_process()
)
