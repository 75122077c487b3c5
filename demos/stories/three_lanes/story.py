"""The same orders go three ways at once; in each, a worker is killed at the same order and the same bill fails."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial

from demos import amqp, celery_apps, workload
from demos.application import closing
from demos.catalogue import demo
from demos.crew import Crew, crew
from demos.demo import Lane, Stage
from demos.events import Emit, What
from demos.lanes import lines_owned, shuffled
from demos.shop import by_hand, celery_rabbitmq, celery_redis, settings, tasks
from demos.shop.steps import FAILURES, STEPS, Order, message_id

RABBITMQ, REDIS = "rabbitmq", "celery_redis"
APPLICATIONS = {"celery_redis": "demos.shop.app_on_redis", "celery_rabbitmq": "demos.shop.app_on_rabbitmq"}
FAILING, CUT = 2, 3
"""The numbers of the order whose bill fails, and of the one in whose cooking a worker is killed."""
FEAST_MILLISECONDS = 1500
"""How long the cooking of that order takes: long enough to be in the middle of it."""
SHORTENED = "visibility_timeout = 4\nrestore_every = 1\n"
"""The settings of the lane on Redis, in seconds: nobody wants to wait for an hour here."""
PATIENCE = 8.0

Place = Callable[[Order], None]


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    what = demo("three-lanes")
    lanes = shuffled(what.lanes, stage.seed)
    placed = workload.orders(stage.parameters["orders"], seed=stage.seed)
    with open_ways(stage) as ways, crew(stage, environment(stage)) as members:
        stage.emit(What.STAGE, name="open")
        start_workers(stage, members, lanes)
        for lane in lanes:
            stage.emit(What.MEASURED, lane.queues[0], name="code", value=lines_owned(what, lane), unit="lines")

        stage.emit(What.STAGE, name="race")
        for number, order in enumerate(placed, start=1):
            for lane in lanes:
                place(ways[lane.id], lane, order_of(lane, order.id, number, stage.parameters["work"]), stage.emit)
        kill_at(members, {message_id(name_of(lane, placed[CUT - 1].id), STEPS[0]) for lane in lanes})

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=now)
        members.dismiss()
        for lane in lanes:
            space = stage.spaces["redis" if lane.id == REDIS else "rabbitmq"]
            celery_apps.count_what_is_left(space, lane.queues[0], stage.emit)


def environment(stage: Stage) -> Mapping[str, str]:
    """Give what the workers of all lanes need to find their brokers."""
    redis = stage.spaces["redis"]
    return {"RABBITMQ_URL": stage.spaces["rabbitmq"].url, "REDIS_URL": redis.url, "REDIS_PREFIX": redis.prefix}


@contextmanager
def open_ways(stage: Stage) -> Iterator[Mapping[str, Place]]:
    """Give for each lane what an order is asked for with."""
    rabbitmq, redis = stage.spaces["rabbitmq"], stage.spaces["redis"]
    with (
        amqp.connected(rabbitmq.url) as channel,
        closing(celery_redis.kitchen(redis.url, prefix=redis.prefix)) as on_redis,
        closing(celery_rabbitmq.kitchen(rabbitmq.url)) as on_rabbitmq,
    ):
        by_hand.declare(channel)
        yield {
            "rabbitmq": partial(by_hand.place, channel),
            "celery_redis": partial(tasks.place, on_redis),
            "celery_rabbitmq": partial(tasks.place, on_rabbitmq),
        }


def start_workers(stage: Stage, members: Crew, lanes: Sequence[Lane]) -> None:
    """Start two workers in each lane, all at once, and wait until all of them take work."""
    (stage.folder / settings.FILE).write_text(SHORTENED, encoding="utf-8")
    workers = [(lane, worker) for lane in lanes for worker in lane.stops]
    for lane, worker in workers:
        if lane.id == RABBITMQ:
            members.start(worker, by_hand.__name__)
        else:
            celery_apps.start_worker(members, worker, APPLICATIONS[lane.id])
    for _, worker in workers:
        members.wait_for(What.JOINED, worker)


def name_of(lane: Lane, order: str) -> str:
    """Give the order's id in that lane: each lane has an order of its own to do."""
    return f"{lane.id}.{order}"


def order_of(lane: Lane, order: str, number: int, work: int) -> Order:
    """Give the same work for every lane: one bill that fails, and one feast."""
    cooking = FEAST_MILLISECONDS if number == CUT else work
    failures = FAILURES if number == FAILING else 0
    return Order(id=name_of(lane, order), milliseconds=(cooking, work, work), failures=failures)


def place(way: Place, lane: Lane, order: Order, emit: Emit) -> None:
    """Ask for one order in one lane; each order goes to all lanes before the next one comes."""
    message = message_id(order.id, STEPS[0])
    emit(What.SENT, "shop", message, queue=lane.queues[0])
    way(order)
    emit(What.ACCEPTED if lane.no_confirms else What.CONFIRMED, "shop", message)


def kill_at(members: Crew, messages: set[str]) -> None:
    """Kill whoever works on one of `messages`, in the middle of it.

    If one of them is not begun any more, nobody is killed there, and the judge will see that.
    """
    left = set(messages)
    for event in members.heard(PATIENCE):
        if event.what is What.STARTED and event.message in left:
            members.kill(event.stop)
            left.remove(event.message)
        if not left:
            return
