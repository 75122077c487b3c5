import os

broker_url = f"amqp://{os.environ['MQ_USER']}:{os.environ['MQ_PASSWORD']}@{os.environ['MQ_HOST']}//"
broker_transport_options = {"confirm_publish": True}
task_acks_late = True
task_reject_on_worker_lost = True
task_time_limit = 45
task_default_queue_type = "quorum"
worker_prefetch_multiplier = 1
task_routes = {
    "billing.tasks.charge": {"queue": "charges"},
    "billing.tasks.refund": {"queue": "refunds"},
    "billing.reports.*": {"queue": "reports"},
}
