"""The same orders go three ways at once; in each, a worker is killed at the same order and the same bill fails."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial

from demos import amqp, celery_apps
from demos.application import closing
from demos.catalogue import demo
from demos.crew import Crew, crew
from demos.demo import Lane, Stage
from demos.events import Emit, What
from demos.lanes import lines_owned, shuffled
from demos.stories.three_lanes import by_hand, celery_rabbitmq, celery_redis, tasks
from demos.stories.three_lanes.steps import FAILURES, STEPS, message_id
from demos.workload import Order, orders

WORKERS = "demos.stories.three_lanes.workers"
FAILING, CUT = 2, 3
"""The numbers of the order whose bill fails, and of the one in whose cooking a worker is killed."""
FEAST_MILLISECONDS = 1500
"""How long the cooking of that order takes: long enough to be in the middle of it."""
PATIENCE = 8.0

Place = Callable[[str, tuple[int, ...], int], None]
"""Asks for an order: its id, the milliseconds that each step takes, and how often its bill fails."""


def perform(stage: Stage) -> None:
    """Run the story from the first order to the last count."""
    what = demo("three-lanes")
    lanes = shuffled(what.lanes, stage.seed)
    placed = orders(stage.parameters["orders"], seed=stage.seed)
    with ExitStack() as opened, crew(stage, environment(stage)) as members:
        stage.emit(What.STAGE, name="open")
        ways = opened.enter_context(open_ways(stage))
        start_workers(members, lanes)
        for lane in lanes:
            stage.emit(What.MEASURED, lane.queues[0], name="code", value=lines_owned(what, lane), unit="lines")

        stage.emit(What.STAGE, name="race")
        for number, order in enumerate(placed, start=1):
            for lane in lanes:
                place(ways[lane.id], lane, order, number, work=stage.parameters["work"], emit=stage.emit)
        kill_at(members, {message_id(lane.id, placed[CUT - 1].id, STEPS[0]) for lane in lanes})

        now = stage.emit(What.STAGE, name="finish")
        members.settle(What.EXECUTED, after=now)
        members.dismiss()
        for lane in lanes:
            celery_apps.count_what_is_left(stage.spaces[broker_of(lane)], lane.queues[0], stage.emit)


def environment(stage: Stage) -> Mapping[str, str]:
    """Give what the workers of all lanes need to find their brokers."""
    return celery_apps.environment_of(stage.spaces["redis"]) | celery_apps.environment_of(stage.spaces["rabbitmq"])


@contextmanager
def open_ways(stage: Stage) -> Iterator[Mapping[str, Place]]:
    """Give for each lane what an order is asked for with."""
    rabbitmq, redis = stage.spaces["rabbitmq"], stage.spaces["redis"]
    with (
        amqp.connected(rabbitmq.url) as channel,
        closing(celery_redis.kitchen(redis.url, redis.prefix)) as on_redis,
        closing(celery_rabbitmq.kitchen(rabbitmq.url)) as on_rabbitmq,
    ):
        by_hand.declare(channel)

        def publish(order: str, milliseconds: tuple[int, ...], failures: int) -> None:
            job = by_hand.Job(order=order, step=STEPS[0], milliseconds=milliseconds, failures=failures)
            by_hand.publish(channel, job)

        yield {
            "rabbitmq": publish,
            "celery_redis": partial(tasks.place, on_redis),
            "celery_rabbitmq": partial(tasks.place, on_rabbitmq),
        }


def start_workers(members: Crew, lanes: Sequence[Lane]) -> None:
    """Start two workers in each lane, all at once, and wait until all of them take work."""
    for lane in lanes:
        for worker in lane.stops:
            if lane.id == by_hand.LANE:
                members.start(worker, by_hand.__name__)
            else:
                celery_apps.start_worker(members, worker, f"{WORKERS}:{lane.id}")
    for lane in lanes:
        for worker in lane.stops:
            members.wait_for(What.JOINED, worker)


def place(way: Place, lane: Lane, order: Order, number: int, *, work: int, emit: Emit) -> None:
    """Ask for one order in one lane; each order goes to all lanes before the next one comes."""
    message, cooking = message_id(lane.id, order.id, STEPS[0]), FEAST_MILLISECONDS if number == CUT else work
    emit(What.SENT, "shop", message, queue=lane.queues[0])
    way(order.id, (cooking, work, work), FAILURES if number == FAILING else 0)
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


def broker_of(lane: Lane) -> str:
    """Give the need that the lane runs on."""
    return "redis" if lane.id == "celery_redis" else "rabbitmq"
