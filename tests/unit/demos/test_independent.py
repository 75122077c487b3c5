"""A judge who knows nothing of ours counts the same, and notices when a history was changed."""

import ast
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from demos import independent
from demos.catalogue import demo
from demos.demo import Verdict
from demos.errors import EvidenceDamaged
from demos.events import Event, What
from demos.evidence import counts_of
from demos.evidence_file import read, written
from demos.evidence_parts import plain
from demos.second_opinion import COUNTED, second_opinion
from demos.tally import ledger
from demos.topics import matches
from tests.unit.demos.histories import history
from tests.unit.demos.telling import events as in_order
from tests.unit.demos.telling import told
from tests.unit.demos.test_evidence import EVIDENCE

TOLD = replace(EVIDENCE, judgement=demo(EVIDENCE.demo).judge(EVIDENCE.ledger, EVIDENCE.events))
SOURCE = Path(independent.__file__).read_text(encoding="utf-8")


def theirs(events: Sequence[Event], may_lose: Sequence[str] = ()) -> dict[str, int]:
    return independent.judge([plain(event) for event in events], list(may_lose))


def ours(events: Sequence[Event]) -> dict[str, int]:
    books = ledger(events)
    return {name: getattr(books, name) or 0 for name in COUNTED}


def test_it_agrees_with_our_own_books_on_ten_thousand_histories() -> None:
    seen: Counter[str] = Counter()
    for seed in range(10_000):
        events = history(seed)
        counts = theirs(events)
        valid = counts.pop("valid")

        assert counts == ours(events), seed
        assert valid == (counts["lost"] == counts["unexpected"] == 0), seed
        seen.update(name for name, number in counts.items() if number)
    assert min(seen[name] for name in COUNTED) > 500, "a made-up history should have all of it"


def test_it_is_short_and_imports_nothing_of_ours() -> None:
    tree = ast.parse(SOURCE)
    imported = {
        each.name.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names
    }
    imported |= {str(node.module).partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert len(SOURCE.splitlines()) <= 60
    assert imported <= set(sys.stdlib_module_names)


def test_it_runs_alone_on_a_copied_file(tmp_path: Path) -> None:
    (tmp_path / "judge.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "evidence.json").write_text(written(EVIDENCE), encoding="utf-8")

    answer = subprocess.run(
        [sys.executable, "-I", "judge.py", "evidence.json"], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert json.loads(answer.stdout) == {**ours(EVIDENCE.events), "valid": 1}


def test_it_routes_by_topics_as_we_do() -> None:
    random = Random(1)
    words = ("a", "b", "*", "#")
    for _ in range(3_000):
        pattern = ".".join(random.choices(words, k=random.randrange(1, 5)))
        key = ".".join(random.choices(words[:2], k=random.randrange(1, 5)))

        assert independent.fits(pattern.split("."), key.split(".")) == matches(pattern, key), (pattern, key)


def test_what_is_unconfirmed_is_unknown_and_what_was_executed_all_the_same_is_recovered() -> None:
    events = in_order(
        [
            told(What.SENT, "shop", "order-1", queue="tasks"),
            told(What.SENT, "shop", "order-2", queue="tasks"),
            told(What.EXECUTED, "cook", "order-2", queue="tasks", attempt=1),
            told(What.CLOSED, "tasks", waiting=0),
        ]
    )

    counts = theirs(events)

    assert (counts["unknown"], counts["recovered"], counts["lost"], counts["valid"]) == (1, 1, 0, 1)


def test_losing_is_valid_only_where_the_demo_says_that_it_may_lose() -> None:
    events = in_order(
        [
            told(What.SENT, "shop", "order-1", queue="unsafe"),
            told(What.CONFIRMED, "exchange", "order-1"),
            told(What.CLOSED, "unsafe", waiting=0),
        ]
    )

    assert theirs(events)["lost"] == 1
    assert theirs(events)["valid"] == 0
    assert theirs(events, ["unsafe"])["valid"] == 1


def test_both_agree_on_a_told_story() -> None:
    opinion = second_opinion(TOLD)

    assert opinion.differences == ()
    assert opinion.valid
    assert dict(opinion.ours) == dict(opinion.theirs)


@pytest.mark.parametrize(
    ("what", "change"), [(What.EXECUTED, "dropped"), (What.EXECUTED, "repeated"), (What.SENT, "dropped")]
)
def test_a_history_that_was_changed_is_noticed(what: What, change: str) -> None:
    noticed = 0
    for seed in range(400):
        events = history(seed)
        places = [place for place, event in enumerate(events) if event.what is what and event.message]
        if not places:
            continue
        place = Random(seed).choice(places)
        again = [] if change == "dropped" else [events[place]] * 2
        rest = [*events[:place], *again, *events[place + 1 :]]
        changed = tuple(replace(event, seq=seq) for seq, event in enumerate(rest, start=1))
        honest = replace(EVIDENCE, events=events, ledger=ledger(events), counts=counts_of(ledger(events)))

        assert second_opinion(replace(honest, events=changed, ledger=ledger(changed))).differences, seed
        noticed += 1
    assert noticed > 200


def test_a_changed_event_in_a_file_is_noticed_before_anything_is_counted() -> None:
    for seed in range(60):
        events = history(seed)
        if not events:
            continue
        books = ledger(events)
        text = written(replace(EVIDENCE, events=events, ledger=books, counts=counts_of(books)))
        data = json.loads(text)
        event = Random(seed).choice(data["events"])
        event["message"] = f"{event['message']}0"

        with pytest.raises(EvidenceDamaged):
            read(json.dumps(data).encode())


def test_what_the_file_says_is_compared_too() -> None:
    wrong = replace(TOLD, counts={**EVIDENCE.counts, "lost": 1})

    assert second_opinion(wrong).differences == ("lost: the file says 1, its events come to 0",)


def test_a_verdict_that_the_events_do_not_give_is_told() -> None:
    assert TOLD.judgement is not None
    dropped = replace(TOLD.judgement, verdict=Verdict.REFUTED, checks=TOLD.judgement.checks[1:])

    differences = second_opinion(replace(TOLD, judgement=dropped)).differences

    assert differences[0] == "verdict: the file says refuted, the demo's judge says shown"
    assert differences[1].startswith(f"check {TOLD.judgement.checks[0].id}: the file says None")


def test_a_claim_is_not_judged_again_by_other_code() -> None:
    opinion = second_opinion(replace(TOLD, story="0" * 64))

    assert opinion.again is None
    assert opinion.differences == ()


def test_events_that_the_demo_never_told_are_no_accident_of_its_judge() -> None:
    odd = replace(TOLD, events=TOLD.events[:1], ledger=ledger(TOLD.events[:1]))

    assert second_opinion(odd).differences
