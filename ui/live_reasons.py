"""The reasons of a recommendation that a demo shows, in the order in which the recommendation gives them."""

from collections.abc import Iterator
from dataclasses import dataclass

from demos.catalogue import catalogue
from demos.demo import Demo
from rules import Recommendation, Rule


@dataclass(frozen=True, slots=True)
class LiveReason:
    """A demo and the rules of one recommendation that it shows, the most important first."""

    demo: Demo
    rules: tuple[Rule, ...]


def live_reasons(it: Recommendation) -> tuple[LiveReason, ...]:
    """Give each demo that shows a reason of `it`, once, by its most important reason."""
    known = {demo.id: demo for demo in catalogue()}
    shown: dict[str, list[Rule]] = {}
    for rule in _rules(it):
        own = shown.setdefault(rule.demo or "", [])
        if rule not in own:
            own.append(rule)
    return tuple(LiveReason(known[id_], tuple(own)) for id_, own in shown.items() if id_ in known)


def _rules(it: Recommendation) -> Iterator[Rule]:
    """What speaks for the winner, then against it, what to set, what else to look at, why not the others."""
    for counts in (True, False):
        yield from (reason.rule for reason in it.winner.for_it if reason.counts is counts)
    yield from (reason.rule for reason in it.winner.against_it)
    yield from it.warnings
    yield from (rule for one in it.advice for rule in one.rules)
    yield from (rule for one in it.why_not for rule in one.rules)
