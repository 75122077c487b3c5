from celery import shared_task


@shared_task(bind=True, max_retries=5)
def sync(self, account):
    try:
        return account["id"]
    except KeyError as problem:
        raise self.retry(exc=problem, countdown=2**self.request.retries)


@shared_task(bind=True)
def ping(self):
    raise self.retry(countdown=10)


def now(account):
    print(sync.delay(account).get(timeout=5))
    print(sync.AsyncResult("some-id").status)
