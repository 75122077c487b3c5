"""Makes receipts from runs, and says which demos need a new one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

from demos.demo import Demo
from demos.run import Snapshot, Status, Where
from rules.receipt import Freshness, RanOn, Receipt


def receipt_of(demo: Demo, shots: Sequence[Snapshot], *, day: date) -> Receipt:
    """Put the outcomes of all runs of `demo` on one receipt. What is neither shown, refuted nor void has failed."""
    ended = Counter(shot.status for shot in shots)
    judged = (Status.SHOWN, Status.REFUTED, Status.VOID)
    seconds = [round(shot.seconds[Status.RUNNING], 2) for shot in shots]
    brokers = (_ran_on(where) for shot in shots for where in shot.where)
    return Receipt(
        demo=demo.id,
        claim=demo.claim,
        times=len(shots),
        shown=ended[Status.SHOWN],
        refuted=ended[Status.REFUTED],
        void=ended[Status.VOID],
        failed=len(shots) - sum(ended[status] for status in judged),
        day=day,
        ran_on=tuple(dict.fromkeys(brokers)),
        libraries=dict(shots[0].libraries),
        median=round(median(seconds), 2),
        longest=max(seconds),
        seeds=tuple(shot.seed for shot in shots),
        story=demo.story,
    )


def needed(demos: Sequence[Demo], receipts: Mapping[str, Receipt]) -> tuple[Demo, ...]:
    """Give those of `demos` whose receipt is missing, of other code, or not complete."""
    return tuple(demo for demo in demos if not _is_fresh(demo, receipts.get(demo.id)))


def _is_fresh(demo: Demo, receipt: Receipt | None) -> bool:
    return receipt is not None and receipt.complete and receipt.freshness(story=demo.story) is Freshness.FRESH


def _ran_on(where: Where) -> RanOn:
    return RanOn(broker=where.broker, backend=where.backend, version=where.version, origin=where.origin)
