"""Orders are delivered by two workers; one is killed in the middle of an order, and nothing is lost."""

from collections.abc import Sequence

from celery import Celery
from pika import BlockingConnection, URLParameters

from backends.contract import Broker
from demos.application import closing
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.errors import CrewLost
from demos.events import Emit, What
from demos.stories.celery_rabbitmq_crash.kitchen import QUEUE, kitchen
from demos.workload import Order, orders

PROCESSES = "demos.stories.celery_rabbitmq_crash.processes"
VICTIM = "worker-1"
PING_SECONDS = 5.0


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[Broker.RABBITMQ].url
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    with closing(kitchen(url)) as app, crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        stage.emit(What.STAGE, name="publish")
        publish(app, placed, milliseconds=stage.parameters["work"], emit=stage.emit)
        workers = start_workers(members, stage.parameters["workers"])

        stage.emit(What.STAGE, name="work")
        for worker in workers:
            members.wait_for(What.JOINED, worker)
            greet(app, worker)

        now = stage.emit(What.STAGE, name="kill")
        members.kill_at_work(VICTIM, after=now)

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=now)
        for worker in workers[1:]:
            members.finish(worker)
        count_what_is_left(url, stage.emit)


def publish(app: Celery, placed: Sequence[Order], *, milliseconds: int, emit: Emit) -> None:
    """Hand over every order; each call returns when the broker has confirmed it. Nobody has to be there yet."""
    deliver = app.tasks["deliver"]
    for order in placed:
        emit(What.SENT, "shop", order.id, queue=QUEUE)
        deliver.delay(order.id, milliseconds)
        emit(What.CONFIRMED, "exchange", order.id)


def start_workers(members: Crew, count: int) -> list[str]:
    """Start the workers, each with one process to run tasks in."""
    names = [f"worker-{number}" for number in range(1, count + 1)]
    for name in names:
        options = ["--pool=prefork", "--concurrency=1", f"--hostname={name}@queuewise", "--loglevel=INFO"]
        members.start(name, "celery", "-A", PROCESSES, "worker", *options, "--without-mingle", "--without-gossip")
    return names


def greet(app: Celery, worker: str) -> None:
    """Make sure that a worker answers before somebody relies on it."""
    answers = app.control.ping(destination=[f"{worker}@queuewise"], timeout=PING_SECONDS, limit=1)
    if not answers:
        raise CrewLost(worker, None, "")


def count_what_is_left(url: str, emit: Emit) -> None:
    """Ask the broker what is still in the queue, now that nobody takes anything out."""
    with BlockingConnection(URLParameters(url)) as connection:
        answer = connection.channel().queue_declare(QUEUE, passive=True)
    emit(What.CLOSED, QUEUE, waiting=answer.method.message_count)
