"""Counts an evidence file by multisets of ids, as Jepsen's total-queue checker does. Needs nothing but this file."""

import gzip
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any


def fits(pattern: list[str], key: list[str]) -> bool:
    """Tell whether a routing key fits a topic, both in words: * is any word, # any number of them."""
    if not pattern or not key:
        return not key and set(pattern) <= {"#"}
    if pattern[0] == "#":
        return fits(pattern[1:], key) or fits(pattern, key[1:])
    return pattern[0] in ("*", key[0]) and fits(pattern[1:], key[1:])


def judge(events: list[dict[str, Any]], may_lose: list[str]) -> dict[str, int]:
    """Count; valid (1) is a run that lost and gained nothing, but in queues that it may lose from."""
    bound, closed = set(), {}
    wanted: set[tuple[str, str]] = set()
    said, copies = defaultdict[str, set[str]](set), defaultdict[str, Counter[tuple[str, str]]](Counter)
    for event in events:
        what, stop, message, detail = event["what"], event["stop"], event["message"], event["detail"]
        if what == "bound":
            bound.add((stop, detail["pattern"]))
        elif what == "closed":
            closed[stop] = int(detail["waiting"])
        elif message is not None:
            said["sent" if what == "tick" else what].add(message)
            copies[what][message, detail.get("queue", "")] += 1
        if message is not None and what in ("sent", "tick"):
            key = detail.get("routing_key", "").split(".")
            routed = " ".join(queue for queue, pattern in bound if fits(pattern.split("."), key))
            queues = [detail["queue"]] if "queue" in detail else detail.get("queues", routed).split()
            wanted.update((message, queue) for queue in queues)
    expected, executed, taken = Counter(wanted), copies["executed"], said["confirmed"] | said["accepted"]
    aside, back = copies["dead_lettered"] + copies["discarded"], said["returned"] | said["refused"]
    rest = {copy for copy in wanted - executed.keys() - aside.keys() if copy[0] not in back and copy[1] in closed}
    lost = +(Counter(queue for message, queue in rest if message in taken) - Counter(closed))
    unexpected = Counter({copy: times for copy, times in executed.items() if copy not in wanted})
    return {
        "sent": len(said["sent"]),
        "confirmed": len(said["confirmed"] & said["sent"]),
        "executed": len(expected & executed),
        "lost": lost.total(),
        "duplicated": (executed - unexpected - expected).total(),
        "unexpected": unexpected.total(),
        "unknown": sum(message not in taken for message, _ in rest),  # nobody ever said that it was there to be lost
        "recovered": sum(message not in taken for message, _ in expected & executed),
        "valid": int({*lost, *(queue for _, queue in unexpected)} <= set(may_lose)),
    }


if __name__ == "__main__":
    content = Path(sys.argv[1]).read_bytes()
    told = json.loads(gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content)
    sys.stdout.write(json.dumps(judge(told["events"], told["run"]["may_lose"]), indent=2) + "\n")
