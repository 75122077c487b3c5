"""What `celery -A demos.stories.lab_celery_redis.processes worker` loads."""

from demos.stories.lab_celery_redis.kitchen import kitchen_of_this_process

app = kitchen_of_this_process()
