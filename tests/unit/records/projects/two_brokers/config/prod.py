CELERY_BROKER_URL = "pyamqp://mq.internal//"
