from celery import shared_task

@shared_task
def old(name):
    print "Python 2", name
