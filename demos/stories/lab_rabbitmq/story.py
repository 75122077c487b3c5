"""Orders come steadily; whatever a visitor breaks meanwhile, the books are made up at the end."""

from collections.abc import Sequence

from demos.amqp import connected, count_what_is_left
from demos.catalogue import demo
from demos.celery_apps import environment_of
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import Emit, What
from demos.lab.bench import Bench
from demos.lab.shop import QUEUE
from demos.lab.window import wanted
from demos.stories.lab_rabbitmq import shop, worker
from demos.stories.lab_rabbitmq.topology import DEAD, DELIVERY_LIMIT, declare, publish

LAB, BROKER = "lab-rabbitmq", "rabbitmq"
WORKERS = ("worker-1", "worker-2")
PATIENCE = 5.0


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    url = stage.spaces[BROKER].url
    orders, seed, work = str(stage.parameters["orders"]), str(stage.seed), str(stage.parameters["work"])
    with crew(stage, environment_of(stage.spaces[BROKER])) as members:
        stage.emit(What.STAGE, name="open")
        with connected(url) as channel:
            declare(channel)
        bench = bench_of(stage, members)
        start_all(bench)

        stage.emit(What.STAGE, name="stream")
        members.start("shop", shop.__name__, orders, seed, work)
        for number, fault in enumerate(wanted(stage, members, demo(LAB).faults, BROKER), start=1):
            bench.apply(fault, number)

        stage.emit(What.STAGE, name="calm")
        over = members.wait_for(What.OBSERVED, "shop")
        members.settle(What.EXECUTED, What.DEAD_LETTERED, after=over.seq)
        members.dismiss()
        with connected(url) as channel:
            count_what_is_left(channel, (QUEUE,), stage.emit)


def bench_of(stage: Stage, members: Crew) -> Bench:
    """Give what a visitor breaks the shop with."""
    url, milliseconds = stage.spaces[BROKER].url, stage.parameters["work"]

    def send(orders: Sequence[str]) -> None:
        with connected(url) as channel:
            for order in orders:
                stage.emit(What.SENT, QUEUE, order, queue=QUEUE)
                publish(channel, order, milliseconds=milliseconds)
                stage.emit(What.CONFIRMED, QUEUE, order)

    return Bench(
        stage=stage,
        members=members,
        need=BROKER,
        start_worker=lambda name: members.start(name, worker.__name__),
        send=send,
        set_aside=lambda order: take_from_the_dead(url, members, order, stage.emit),
    )


def start_all(bench: Bench) -> None:
    """Start the workers and wait until they take orders."""
    for name in WORKERS:
        bench.start_worker(name)
    for name in WORKERS:
        bench.members.wait_for(What.JOINED, name)


def take_from_the_dead(url: str, members: Crew, order: str, emit: Emit) -> None:
    """Wait until an order failed as often as it may, and find it where the broker has put it."""
    for event in members.heard(PATIENCE):
        if event.what is What.FAILED and event.message == order and int(event.detail["attempt"]) > DELIVERY_LIMIT:
            break
    with connected(url) as channel:
        for _, properties, _ in channel.consume(DEAD, auto_ack=True, inactivity_timeout=PATIENCE):
            if properties is not None and properties.message_id == order:
                emit(What.DEAD_LETTERED, DEAD, order, queue=QUEUE, reason="delivery limit")
            return
