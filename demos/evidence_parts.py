"""What is known of a run, part by part, as JSON knows it."""

import json
from dataclasses import asdict
from typing import Any

from demos.events import Event
from demos.evidence import Evidence

BALANCES = ("results", "lines", "messages_balance", "copies_balance")
"""What can be counted again from the events, and is left out of small files."""


def run_part(evidence: Evidence) -> dict[str, Any]:
    """Give what is known before the first event."""
    return {
        "demo": evidence.demo,
        "claim": evidence.claim,
        "may_lose": sorted(evidence.may_lose),
        "no_confirms": evidence.no_confirms,
        "parameters": dict(evidence.parameters),
        "seed": evidence.seed,
        "predictions": {"guesses": dict(evidence.predictions.guesses), "salt": evidence.predictions.salt},
        "where": [asdict(each) for each in evidence.where],
        "libraries": dict(evidence.libraries),
        "story": evidence.story,
        "began": evidence.began.isoformat(),
    }


def plain(event: Event) -> dict[str, Any]:
    """Give an event."""
    return {
        "seq": event.seq,
        "at": event.at,
        "what": event.what.value,
        "stop": event.stop,
        "message": event.message,
        "detail": dict(event.detail),
    }


def end_part(evidence: Evidence, *, lines: bool) -> dict[str, Any]:
    """Give what is known after the last event."""
    books = asdict(evidence.ledger)
    end = {
        "status": evidence.status,
        "problem": evidence.problem,
        "seconds": dict(evidence.seconds),
        "ledger": {name: value for name, value in books.items() if lines or name not in BALANCES},
        "judgement": asdict(evidence.judgement) if evidence.judgement else None,
    }
    # Through JSON, so that what is hashed is what will be read.
    plainly: dict[str, Any] = json.loads(json.dumps(end))
    return plainly
