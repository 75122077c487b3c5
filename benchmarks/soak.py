"""A million confirmed messages through brokers and consumers that are killed: none may be lost.

python -m benchmarks.soak --messages 1000000 --backend local

Each round has a RabbitMQ of its own. Half of the messages are confirmed, the broker is killed with SIGKILL and started
again, the other half is confirmed while consumers work, and one of them after the other is killed. Both judges have to
agree on every round that nothing was lost, nothing unexpected and nothing unaccounted for.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pika import BasicProperties, DeliveryMode
from pika.adapters.blocking_connection import BlockingChannel

from backends.contract import Ability, Broker, Setup
from benchmarks.soak_worker import QUEUE
from demos import amqp
from demos.catalogue import demo
from demos.commands import brokers
from demos.crew import crew
from demos.demo import Demo, Judgement, Need, Route, Stage
from demos.events import Event, What
from demos.evidence_file import written
from demos.faults import broker_killed
from demos.judging import books, equal, judgement, of
from demos.ledger import Ledger
from demos.run import Run, Status
from demos.second_opinion import second_opinion

MESSAGES = 1_000_000
A_ROUND = 10_000
DEADLINE = 600.0
WORKER = "benchmarks.soak_worker"
VICTIMS = ("worker-1", "worker-2")
SETTLED_SECONDS = 3.0
"""A quorum queue that was declared just before its broker is killed may not come back. No real one is that young."""


def main() -> int:
    """Print every round that was not shown, and the sums; give 0 if nothing was lost."""
    parser = argparse.ArgumentParser(description="Push confirmed messages through killed brokers and consumers.")
    parser.add_argument("--messages", type=int, default=MESSAGES)
    parser.add_argument("--evidence", type=Path, default=Path("build/soak"), help="where rounds that fail are kept")
    brokers.option(parser)
    asked = parser.parse_args()
    sums: Counter[str] = Counter()
    with brokers.brokers(asked.backend) as warm:
        while sums["confirmed"] < asked.messages:
            count = min(A_ROUND, asked.messages - sums["confirmed"])
            run = Run(ROUND, {"messages": count}, warm.space, deadline=DEADLINE)
            brokers.perform(run)
            if not _fine(run, sums):
                print(f"Kept as {_kept(run, asked.evidence)}: {run.snapshot().problem or run.snapshot().judgement}")
                return 1
            print(", ".join(f"{name} {number:,}" for name, number in sums.items()), file=sys.stderr, flush=True)
    print(f"Nothing was lost: {', '.join(f'{name} {number:,}' for name, number in sums.items())}.")
    return 0


def _fine(run: Run, sums: Counter[str]) -> bool:
    opinion = second_opinion(run.evidence())
    sums.update({name: opinion.theirs[name] for name in ("confirmed", "executed", "duplicated", "lost", "unknown")})
    sums["redelivered"] += run.snapshot().ledger.redelivered
    sums["killed"] += len(of(run.snapshot().events, What.KILLED))
    return run.status is Status.SHOWN and opinion.valid and not opinion.differences


def _kept(run: Run, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.id}.json"
    path.write_text(written(run.evidence()), encoding="ascii")
    return path


def perform(stage: Stage) -> None:
    """Run one round."""
    url = stage.spaces[Broker.RABBITMQ].url
    messages = [f"message-{number:06}" for number in range(stage.parameters["messages"])]
    half, more = len(messages) // 2, len(messages) * 3 // 4
    with crew(stage, {"QUEUEWISE_RABBITMQ_URL": url}) as members:
        with amqp.connected(url) as channel:
            channel.queue_declare(QUEUE, durable=True, arguments={"x-queue-type": "quorum"})
            channel.connection.sleep(SETTLED_SECONDS)
            _publish(channel, messages[:half], stage)
        with broker_killed(stage, Broker.RABBITMQ):
            pass
        with amqp.connected(url) as channel:
            for name in (*VICTIMS, "worker-3"):
                members.start(name, WORKER)
            # There is a backlog, so both are in the middle of it when they are killed.
            for name, part in zip(VICTIMS, (messages[half:more], messages[more:]), strict=True):
                joined = members.wait_for(What.JOINED, name)
                members.kill_at_work(name, after=joined.seq)
                _publish(channel, part, stage)
            members.settle(What.EXECUTED, after=stage.emit(What.STAGE, name="kill"))
            members.finish("worker-3")
            amqp.count_what_is_left(channel, [QUEUE], stage.emit)


def _publish(channel: BlockingChannel, messages: Sequence[str], stage: Stage) -> None:
    for message in messages:
        properties = BasicProperties(delivery_mode=DeliveryMode.Persistent)
        amqp.publish(channel, message, b"{}", stage.emit, to=QUEUE, queues=QUEUE, properties=properties)


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge one round; void unless the broker and both consumers were killed."""
    killed = {event.stop for event in of(events, What.KILLED)}
    checks = (equal("confirmed", expected=ledger.sent, counted=ledger.confirmed), *books(ledger))
    return judgement(checks, happened=killed == {Broker.RABBITMQ, *VICTIMS})


ROUND: Demo = replace(
    demo("rabbitmq-routing"),
    id="soak",
    claim="What RabbitMQ confirmed is never lost.",
    parameters=(),
    route=Route(stops=(), arrows=()),
    needs={"rabbitmq": Need(broker=Broker.RABBITMQ, able=frozenset({Ability.KILL}), setup=Setup())},
    perform=perform,
    judge=judge,
    story="",
)


if __name__ == "__main__":
    sys.exit(main())
