"""A clock asks for two jobs every second. Then a second clock does the same, as after a careless deployment."""

from collections import Counter

from backends.contract import Broker
from demos.celery_apps import count_what_is_left, environment_of, start_worker
from demos.crew import Crew, crew
from demos.demo import Stage
from demos.events import What
from demos.stories.celery_beat.kitchen import QUEUE, WORK

PROCESSES = "demos.stories.celery_beat.processes"
HANDS = 12
"""How many jobs the worker can run at the same time: enough for all that overlap here."""

PATIENCE = 15.0
TOO_MANY = 20
"""Seconds without news, and slots, after which nobody waits any more; the judge will see that."""


def perform(stage: Stage) -> None:
    """Run the story from the first second to the last count."""
    space, slots = stage.spaces[Broker.REDIS], stage.parameters["slots"]
    environment = {**environment_of(space), WORK: str(stage.parameters["work"])}
    with crew(stage, environment) as members:
        stage.emit(What.STAGE, name="alone")
        start_worker(members, "worker", PROCESSES, pool="threads", processes=HANDS)
        # First the worker: long jobs that had piled up would overlap for that reason alone.
        members.wait_for(What.JOINED, "worker")
        start_beat(members, "beat-1", stage)
        wait_for_slots(members, slots, beats=1)

        now = stage.emit(What.STAGE, name="twice")
        start_beat(members, "beat-2", stage)
        wait_for_slots(members, slots, beats=2, after=now)

        stage.emit(What.STAGE, name="finish")
        left = [members.finish(beat) for beat in ("beat-2", "beat-1")]
        wait_for_all(members, after=max(left))
        members.dismiss()
        count_what_is_left(space, QUEUE, stage.emit)


def start_beat(members: Crew, name: str, stage: Stage) -> None:
    """Start a clock. It writes down when it last sent what, in a file of its own, and does not look for others."""
    members.start(name, "celery", "-A", PROCESSES, "beat", f"--schedule={stage.folder / name}", "--pidfile=")


def wait_for_slots(members: Crew, slots: int, *, beats: int, after: int = 0) -> None:
    """Wait for so many slots in which each of `beats` Beats has sent both jobs, later than event number `after`."""
    sent: Counter[str] = Counter()
    for event in members.heard(PATIENCE):
        if event.seq > after and event.what is What.ACCEPTED:
            sent[str(event.message).partition("-")[2]] += 1
        if sum(jobs == 2 * beats for jobs in sent.values()) >= slots or len(sent) > TOO_MANY:
            return


def wait_for_all(members: Crew, *, after: int) -> None:
    """Wait until as many jobs were done as were sent before event number `after`."""
    sent = done = 0
    for event in members.heard(PATIENCE):
        sent += event.what is What.ACCEPTED
        done += event.what is What.EXECUTED
        if event.seq >= after and done >= sent:
            return
