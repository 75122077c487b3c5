"""Evidence: what a project's own files say about the questions. Nothing is run, and nothing leaves the machine."""

from pathlib import Path

from records.evidence.fact import Fact, Spot, Trouble
from records.evidence.folder import Walk
from records.evidence.readers import facts, wanted
from records.evidence.weigh import Clue, Contradiction, Evidence, Finding, weigh
from rules import Rulebook

__all__ = ["Clue", "Contradiction", "Evidence", "Fact", "Finding", "Spot", "Trouble", "evidence_in", "weigh"]


def evidence_in(folder: Path, rulebook: Rulebook) -> Evidence:
    """What the files in `folder` say about the questions of `rulebook`.

    Raises:
        OSError: there is no such folder.
    """
    walk = Walk(folder, wanted)
    found: list[Fact] = []
    troubles: list[Trouble] = []
    for source in walk.sources():
        read, trouble = facts(source)
        found += read
        troubles += [trouble] if trouble else []
    if walk.cut:
        found.append(Fact("limit", "met", "", Spot(".", 1)))
    return weigh(found, sorted([*walk.troubles, *troubles], key=lambda each: each.spot), rulebook)
