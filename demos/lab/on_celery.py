"""What the labs on Celery share: workers, a shop, and the hands to break them with."""

from collections.abc import Callable, Sequence

from celery import Celery
from kombu.exceptions import KombuError, OperationalError

from demos.application import closing
from demos.celery_apps import start_worker
from demos.crew import Crew
from demos.demo import Stage
from demos.events import What
from demos.lab.bench import Bench
from demos.lab.cooking import TASK
from demos.lab.shop import QUEUE, NotTaken, sell
from demos.workload import Order

WORKERS = ("worker-1", "worker-2")
PATIENCE = 10.0


def bench_of(stage: Stage, members: Crew, *, need: str, module: str, app: Callable[[], Celery], taken: What) -> Bench:
    """Give what a visitor breaks the shop with. `module` holds the application that the workers load."""

    def send(orders: Sequence[str]) -> None:
        # A fresh application each time: connections of an old one may be broken by an earlier fault.
        with closing(app()) as fresh:
            for order in orders:
                stage.emit(What.SENT, QUEUE, order, queue=QUEUE)
                fresh.send_task(TASK, (order, stage.parameters["work"]))
                stage.emit(taken, QUEUE, order)

    return Bench(
        stage=stage,
        members=members,
        need=need,
        start_worker=lambda name: start_worker(members, name, module),
        send=send,
        set_aside=lambda order: wait_until_given_up(members, order),
    )


def start_all(bench: Bench) -> None:
    """Start the workers and wait until they take orders."""
    for name in WORKERS:
        bench.start_worker(name)
    for name in WORKERS:
        bench.members.wait_for(What.JOINED, name)


def wait_until_given_up(members: Crew, order: str) -> None:
    """Wait until a worker tells that it will not try the order again."""
    for event in members.heard(PATIENCE):
        if event.what is What.DISCARDED and event.message == order:
            return


def sell_with(app: Celery, *arguments: str, taken: What) -> None:
    """Be the shop: place orders with the application `app`; the arguments are how many, the seed and milliseconds."""
    count, seed, milliseconds = map(int, arguments)

    def place(order: Order) -> None:
        try:
            app.send_task(TASK, (order.id, milliseconds))
        except (KombuError, OperationalError, OSError) as problem:
            raise NotTaken(order.id) from problem

    with closing(app):
        sell(count, seed=seed, place=place, taken=taken)
