from webhooks.tasks import deliver, log


def changed(subscriber, payload):
    deliver.apply_async((subscriber, payload), countdown=30)
    log.delay("changed")
