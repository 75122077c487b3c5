"""Judges what a task looks like on the wire, and who may write one, from the events alone."""

import json
from collections.abc import Iterator, Sequence

from demos.demo import Check, Judgement
from demos.events import Event, What
from demos.judging import equal, judgement, of
from demos.ledger import Ledger
from demos.stories.celery_wire.by_hand import EMBED
from demos.stories.celery_wire.kitchen import RABBIT, REDIS, TASK

ENCODINGS = {RABBIT: "none", REDIS: "base64"}


def judge(ledger: Ledger, events: Sequence[Event]) -> Judgement:
    """Judge the claim; void unless a task was looked at on both brokers."""
    looked = [_seen(events, queue) for queue in ENCODINGS]
    checks = (check for queue in ENCODINGS for check in _on_the_wire(queue, events))
    return judgement((*checks, *_run(events), *_counted(ledger)), happened=all(looked))


def _on_the_wire(queue: str, events: Sequence[Event]) -> Iterator[Check]:
    seen = _seen(events, queue)
    order = next((str(event.message) for event in of(events, What.OBSERVED, stop=queue)), "")
    asked = {e.detail["name"]: e.detail["value"] for e in of(events, What.OBSERVED, stop="shop") if e.message == order}
    yield equal(f"task:{queue}", expected=json.dumps(TASK), counted=seen.get("task"))
    yield equal(f"id:{queue}", expected=json.dumps(asked.get("id")), counted=seen.get("id"))
    told = ", ".join(f"{name} {seen.get(name)}" for name in ("lang", "retries", "eta"))
    yield equal(f"headers:{queue}", expected='lang "py", retries 0, eta null', counted=told)
    yield equal(f"content-type:{queue}", expected="application/json", counted=seen.get("content-type"))
    yield equal(f"encoding:{queue}", expected=ENCODINGS[queue], counted=seen.get("encoding"))
    body = json.dumps([[order], {"city": asked.get("city")}, EMBED])
    yield equal(f"body:{queue}", expected=body, counted=seen.get("body"))


def _run(events: Sequence[Event]) -> Iterator[Check]:
    by_hand = {event.message for event in of(events, What.OBSERVED, stop="client")}
    done = {event.message for event in of(events, What.EXECUTED)}
    yield equal("by-hand", expected=2, counted=len(by_hand & done))
    cities = [e for e in of(events, What.OBSERVED) if e.detail["name"] == "city"]
    asked = {e.message: e.detail["value"] for e in cities if e.stop in ("shop", "client")}
    got = {e.message: e.detail["value"] for e in cities if e.stop not in ("shop", "client")}
    yield equal("arguments", expected=len(asked), counted=sum(got.get(order) == city for order, city in asked.items()))


def _counted(ledger: Ledger) -> Iterator[Check]:
    yield equal("thrown-away", expected=1, counted=ledger.discarded)
    yield equal("executed", expected=ledger.expected - 1, counted=ledger.executed)
    yield equal("lost", expected=0, counted=ledger.lost + ledger.unknown)
    yield equal("unexpected", expected=0, counted=ledger.unexpected)
    left, right = ledger.copies_balance.totals
    yield equal("balanced", expected=left, counted=right)


def _seen(events: Sequence[Event], queue: str) -> dict[str, str]:
    return {str(e.detail["name"]): str(e.detail["value"]) for e in of(events, What.OBSERVED, stop=queue)}
