"""What every demo does with Celery: an application on either broker, workers that report, tasks that tell."""

import os
from typing import Any

import redis
from celery import Celery, Task
from celery.signals import worker_ready
from pika import BlockingConnection, URLParameters

from backends.contract import Space
from demos.crew import Crew
from demos.errors import CrewLost
from demos.events import Emit, What
from demos.report import own_name, report
from demos.results import never_missed

QUIET = ("--without-mingle", "--without-gossip", "--without-heartbeat")
"""What workers tell each other and nobody reads here; without it they are ready a second earlier."""

_ANSWER_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""How long a worker may take to answer, each time that it is asked."""

# Never pickle: it runs whatever it is sent.
_PLAIN = {
    "accept_content": ["json"],
    "task_serializer": "json",
    "result_serializer": "json",
    "worker_hijack_root_logger": False,
    "broker_connection_retry_on_startup": False,
    "worker_prefetch_multiplier": 1,
}


def on_redis(url: str, prefix: str, *, queue: str = "tasks", transport: Any = None, **settings: Any) -> Celery:
    """Give a fresh application on Redis that keeps to keys with `prefix`, so that many can share one Redis.

    `transport` are more `broker_transport_options`, such as `visibility_timeout` in seconds.
    """
    app = Celery("kitchen", broker=url, backend=url, set_as_current=False)
    never_missed(app)
    app.conf.update(
        **_PLAIN,
        task_default_queue=queue,
        broker_transport_options={"global_keyprefix": prefix, **(transport or {})},
        result_backend_transport_options={"global_keyprefix": prefix},
    )
    app.conf.update(settings)
    return app


def on_rabbitmq(url: str, *, queue: str = "tasks", confirms: bool = True, **settings: Any) -> Celery:
    """Give a fresh application on RabbitMQ, without a result store unless `settings` name one.

    With `confirms`, `delay()` returns when the broker has written the task down; Celery's default is without.
    """
    app = Celery("kitchen", broker=url, set_as_current=False)
    app.conf.update(
        **_PLAIN,
        task_ignore_result=True,
        task_default_queue=queue,
        broker_transport_options={"confirm_publish": confirms},
    )
    app.conf.update(settings)
    return app


def of_this_process(**settings: Any) -> Celery:
    """Give the application of a worker: on the broker whose URL the crew put into the environment."""
    if url := os.environ.get("QUEUEWISE_REDIS_URL"):
        return on_redis(url, os.environ.get("QUEUEWISE_PREFIX", ""), **settings)
    return on_rabbitmq(os.environ["QUEUEWISE_RABBITMQ_URL"], **settings)


def environment_of(space: Space) -> dict[str, str]:
    """Give what a worker needs to find its broker; credentials go through the environment, never on a command line."""
    if space.url.startswith("redis"):
        return {"QUEUEWISE_REDIS_URL": space.url, "QUEUEWISE_PREFIX": space.prefix}
    return {"QUEUEWISE_RABBITMQ_URL": space.url}


def start_worker(
    members: Crew, name: str, module: str, *options: str, pool: str = "prefork", processes: int = 1
) -> None:
    """Start a worker of the application `app` in `module` as the stop `name`; it reports JOINED when it is ready.

    On RabbitMQ the lightest `pool` is "threads": a "solo" worker may sleep up to ten seconds between two tasks.
    """
    own = [f"--pool={pool}", f"--concurrency={processes}", f"--hostname={name}@queuewise", "--loglevel=INFO"]
    members.start(name, "celery", "-A", module, "worker", *own, *QUIET, *options)


def greet(app: Celery, worker: str) -> None:
    """Make sure that a worker answers before somebody relies on it.

    It is asked again: on Redis a worker subscribes to commands just after it is ready, and misses earlier ones.

    Raises:
        CrewLost: it does not.
    """
    there = [f"{worker}@queuewise"]
    if not any(app.control.ping(destination=there, timeout=seconds, limit=1) for seconds in _ANSWER_SECONDS):
        raise CrewLost(worker, None, "")


@worker_ready.connect
def _joined(**_: Any) -> None:
    report(What.JOINED, own_name(), pid=os.getpid())


def begin(task: "Task[..., Any]", message: str, *, queue: str) -> int:
    """Tell that the work on `message` begins in this process; give the number of the attempt, from 1."""
    attempt, redelivered = task.request.retries + 1, int(bool((task.request.delivery_info or {}).get("redelivered")))
    report(What.DELIVERED, own_name(), message, queue=queue, redelivered=redelivered)
    report(What.STARTED, own_name(), message, queue=queue, attempt=attempt, pid=os.getpid())
    return attempt


def count_what_is_left(space: Space, queue: str, emit: Emit) -> None:
    """Ask the broker what is still queued (on Redis also what is handed out), now that nobody works any more."""
    if space.url.startswith("redis"):
        with redis.Redis.from_url(space.url) as client:
            waiting = int(client.llen(f"{space.prefix}{queue}")) + int(client.hlen(f"{space.prefix}unacked"))
    else:
        with BlockingConnection(URLParameters(space.url)) as connection:
            waiting = connection.channel().queue_declare(queue, passive=True).method.message_count
    emit(What.CLOSED, queue, waiting=waiting)
