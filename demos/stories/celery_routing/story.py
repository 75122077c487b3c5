"""Tasks find their queues by name; express orders pass the many; news reaches as many queues as are bound."""

from celery import Celery

from backends.contract import Broker
from demos.application import closing
from demos.celery_apps import count_what_is_left, environment_of, on_rabbitmq, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.stories.celery_routing.kitchen import BULK, EXPRESS, KEY, MAILER, OTHER, SETTINGS, STATS
from demos.workload import orders

PROCESSES = "demos.stories.celery_routing.processes"
FIRST = (EXPRESS, BULK, OTHER, MAILER)
EXPRESS_ORDERS = LETTERS = 3
QUICK = 10


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[Broker.RABBITMQ]
    many = [order.id for order in orders(stage.parameters["many"], seed=stage.seed)]
    with closing(on_rabbitmq(space.url, **SETTINGS)) as app, crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="join")
        start_workers(members, *FIRST)

        stage.emit(What.STAGE, name="names")
        for order in many:
            send(app, "orders.cook", order, stage.emit, queue=BULK, milliseconds=stage.parameters["work"])
        for number in range(1, EXPRESS_ORDERS + 1):
            send(app, "orders.express", f"express-{number:04}", stage.emit, queue=EXPRESS)
        for number in range(1, LETTERS + 1):
            send(app, "letters.write", f"letter-{number:04}", stage.emit, queue=OTHER)

        stage.emit(What.STAGE, name="news")
        spread(app, "news-0001", stage.emit)
        start_workers(members, STATS)
        members.wait_for(What.BOUND, STATS)
        spread(app, "news-0002", stage.emit)

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=now)
        members.dismiss()
        for queue in (*FIRST, STATS):
            count_what_is_left(space, queue, stage.emit)


def start_workers(members: Crew, *queues: str) -> None:
    """Start a worker for each of `queues`, which reads from nothing else, and wait until it is there."""
    for queue in queues:
        start_worker(members, f"{queue}-worker", PROCESSES, "--queues", queue, pool="threads")
    for queue in queues:
        members.wait_for(What.JOINED, f"{queue}-worker")


def send(app: Celery, task: str, message: str, emit: Emit, *, queue: str, milliseconds: int = QUICK) -> None:
    """Call a task by its name. The `queue` in which it must arrive is told to the run, and not to Celery."""
    emit(What.SENT, "shop", message, queue=queue)
    app.tasks[task].delay(message, milliseconds)
    emit(What.CONFIRMED, "exchange", message)


def spread(app: Celery, message: str, emit: Emit) -> None:
    """Send news to whoever is bound."""
    emit(What.SENT, "shop", message, routing_key=KEY)
    app.tasks["news.placed"].delay(message, QUICK)
    emit(What.CONFIRMED, "exchange", message)
