"""What `celery -A demos.stories.lab_celery_rabbitmq.processes worker` loads."""

from demos.stories.lab_celery_rabbitmq.kitchen import kitchen_of_this_process

app = kitchen_of_this_process()
