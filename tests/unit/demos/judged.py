"""A demo's judge, asked about a story told by hand."""

from collections.abc import Iterable
from dataclasses import replace

from demos.catalogue import demo
from demos.demo import Judgement
from demos.tally import ledger
from tests.unit.demos.telling import Told, events

Moment = tuple[float, Told]
"""Something that happened, and the second at which it did."""


def judged(id_: str, story: Iterable[Told]) -> Judgement:
    """The judgement of a story whose events are a tenth of a second apart."""
    return judged_at(id_, ((number / 10, each) for number, each in enumerate(story)))


def judged_at(id_: str, story: Iterable[Moment]) -> Judgement:
    """The judgement of a story whose events happen at their seconds."""
    what, moments = demo(id_), sorted(story, key=lambda moment: moment[0])
    numbered = zip(moments, events(each for _, each in moments), strict=True)
    happened = tuple(replace(event, at=second) for (second, _), event in numbered)
    return what.judge(ledger(happened, no_confirms=what.no_confirms), happened)


def failed(judgement: Judgement) -> set[str]:
    """The checks that do not hold, without what they are about."""
    return {check.id.partition(":")[0] for check in judgement.checks if not check.holds}
