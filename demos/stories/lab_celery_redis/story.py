"""Orders come steadily; whatever a visitor breaks meanwhile, the books are made up at the end."""

from demos.catalogue import demo
from demos.celery_apps import count_what_is_left, environment_of
from demos.crew import crew
from demos.demo import Stage
from demos.events import What
from demos.lab.on_celery import bench_of, start_all
from demos.lab.shop import QUEUE
from demos.lab.window import wanted
from demos.stories.lab_celery_redis import shop
from demos.stories.lab_celery_redis.kitchen import kitchen

LAB, BROKER = "lab-celery-redis", "redis"
PROCESSES = "demos.stories.lab_celery_redis.processes"


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    space = stage.spaces[BROKER]
    orders, seed, work = str(stage.parameters["orders"]), str(stage.seed), str(stage.parameters["work"])
    with crew(stage, environment_of(space)) as members:
        stage.emit(What.STAGE, name="open")
        bench = bench_of(
            stage,
            members,
            need=BROKER,
            module=PROCESSES,
            app=lambda: kitchen(space.url, space.prefix),
            taken=shop.TAKEN,
        )
        start_all(bench)

        stage.emit(What.STAGE, name="stream")
        members.start("shop", shop.__name__, orders, seed, work)
        for number, fault in enumerate(wanted(stage, members, demo(LAB).faults, BROKER), start=1):
            bench.apply(fault, number)

        stage.emit(What.STAGE, name="calm")
        over = members.wait_for(What.OBSERVED, "shop")
        members.settle(What.EXECUTED, What.DISCARDED, after=over.seq)
        members.dismiss()
        count_what_is_left(space, QUEUE, stage.emit)
