"""Evidence as a JSON file that tells when it was cut off or edited, and where.

The events are held together by a chain of hashes, every other part has a hash of its own, and one hash covers the
whole. Who edits a file and makes all hashes anew is not found out by the file alone: whoever needs that keeps the
last hash somewhere else.
"""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from pydantic import TypeAdapter, ValidationError

from demos.chain import canonical, chain, digest, parts_of, thinned
from demos.damage import places
from demos.errors import EvidenceDamaged, NotEvidence
from demos.events import Event, What
from demos.evidence import Evidence
from demos.evidence_parts import BALANCES, end_part, plain, run_part
from demos.evidence_text import SHAPE, loaded, text_of
from demos.journal import BEGINNING, read_journal
from demos.snapshot import Status
from demos.tally import ledger

MOST_PLACES = 20
"""How many damaged places are told."""

_CUT_OFF: Mapping[str, Any] = {
    "status": Status.INTERRUPTED,
    "problem": "The run was cut off. Its journal ends here.",
    "seconds": {},
    "judgement": None,
}


def written(evidence: Evidence, *, every: int = 1, lines: bool = True) -> str:
    """Give the text of the file, one event a line.

    Of the chain, one hash out of `every` is kept. Without `lines`, the line of each message is left out of the ledger:
    it can be counted again. Both make a file smaller; with fewer hashes a damage is told less closely.
    """
    data: dict[str, Any] = {
        "evidence": SHAPE,
        "run": run_part(evidence),
        "events": [plain(event) for event in evidence.events],
        "end": end_part(evidence, lines=lines),
    }
    data["parts"] = {name: digest(canonical(value)) for name, value in parts_of(data).items()}
    data["chain"] = {"every": every, "hashes": thinned(list(chain(data["run"], data["events"])), every)}
    data["hash"] = digest(canonical(data))
    return text_of(data)


def read(content: bytes) -> Evidence:
    """Read a file that `written` gave, packed with gzip or not, or the journal of a run that was cut off.

    Raises:
        NotEvidence: it is something else, or of a shape that cannot be read here.
        EvidenceDamaged: it was cut off or edited, with every place.
    """
    if content.startswith(BEGINNING):
        run, events = read_journal(content.decode("ascii", errors="replace"))
        return evidence_of({"run": run, "events": events, "end": _CUT_OFF})
    data = loaded(content)
    try:
        damaged = list(islice(places(data), MOST_PLACES))
    except ValueError as error:
        raise NotEvidence(str(error)) from None
    if damaged:
        raise EvidenceDamaged(damaged)
    evidence = evidence_of(data)
    if evidence.predictions.guesses and evidence.predictions.seal != _told_seal(evidence):
        raise EvidenceDamaged(["run.predictions: they do not fit the seal that was told before the run"])
    return evidence


def evidence_of(data: Mapping[str, Any]) -> Evidence:
    """Make the value from what a file holds, hashes aside.

    Raises:
        NotEvidence: a part of it is not as it should be.
    """
    run, end = data["run"], data["end"]
    books = end.get("ledger") or {}
    try:
        events = _EVENTS.validate_python(data["events"])
        counted = ledger(events, no_confirms=run.get("no_confirms"))
        counts = {name: number for name, number in books.items() if name not in (*BALANCES, "no_confirms")}
        libraries = tuple(dict(run.get("libraries", {})).items())
        whole = {**run, **end, "libraries": libraries, "events": events, "ledger": counted, "counts": counts}
        return _EVIDENCE.validate_python(whole)
    except ValidationError as error:
        found = error.errors()[0]
        raise NotEvidence(f"{'.'.join(map(str, found['loc']))}: {found['msg']}") from None
    except (KeyError, TypeError, ValueError) as error:
        raise NotEvidence(f"its events cannot be counted ({type(error).__name__}: {error})") from None


def _told_seal(evidence: Evidence) -> object:
    return next((event.detail.get("seal") for event in evidence.events if event.what is What.PLANNED), None)


_EVENTS = TypeAdapter(tuple[Event, ...])
_EVIDENCE = TypeAdapter(Evidence)
