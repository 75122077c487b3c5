"""A decision that is committed beside the code can be read, verified and asked again; mistakes are told with places."""

import pytest

from records import RecordError
from records.decision import read_decision, write_decision
from records.errors import ForeignRulebook, UnreadableRecord
from records.record import Record
from tests.unit.records.samples import every_example, record


def text(**more: object) -> str:
    return write_decision(record(**more))  # type: ignore[arg-type]


@pytest.mark.parametrize("example", every_example())
def test_what_was_written_is_read_again_and_leads_to_the_same_record(example: str) -> None:
    decision = read_decision(write_decision(record(example)), file="decision.yaml")

    again: Record = decision.record(app=record(example).app)
    assert again == record(example)
    assert write_decision(again) == write_decision(record(example))
    assert decision.differences() == ()


@pytest.mark.parametrize(
    "said", ["no", "12:30", "010", "~", "2026-11-24", "# none", "a: b", "[x]", 'say "so"', "ünïcode 🐇"]
)
def test_text_of_people_comes_back_as_it_was(said: str) -> None:
    decision = read_decision(text(title=said, people=(said,), why_now=said), file="decision.yaml")

    assert (decision.title, decision.people, decision.why_now) == (said, (said,), said)


def test_another_outcome_than_the_answers_lead_to_is_named() -> None:
    edited = text().replace("option: celery_rabbitmq", "option: celery_redis").replace("contestable", "settled")

    found = read_decision(edited, file="decision.yaml").differences()

    assert [each.field for each in found] == ["accepted.option", "accepted.word"]


def test_everything_that_is_wrong_is_told_at_once_with_its_line() -> None:
    broken = (
        text().replace("decided: 2026", "decided: in 2026").replace("people:", "persons:").replace("title:", "titel:")
    )

    with pytest.raises(UnreadableRecord) as caught:
        read_decision(broken, file="decision.yaml")

    assert {problem.split(": ")[1] for problem in caught.value.problems} == {"decided", "persons", "titel"}
    assert all(problem.startswith("decision.yaml:") for problem in caught.value.problems)


@pytest.mark.parametrize(
    "broken",
    ["", "[]", "a: &x 1", "decision: 1\ndecision: 1", "!!python/object:os.system x", "{", "\x00", "a: 1\n---\nb: 2"],
)
def test_what_is_no_decision_is_refused(broken: str) -> None:
    with pytest.raises(UnreadableRecord):
        read_decision(broken, file="decision.yaml")


def test_a_day_that_does_not_exist_is_told_with_its_line() -> None:
    with pytest.raises(UnreadableRecord, match=r"decision.yaml:4:1: .*day"):
        read_decision(text().replace("2026-11-24", "2026-02-31"), file="decision.yaml")


def test_a_rulebook_that_is_not_here_is_named() -> None:
    digest = record().rulebook.digest
    other = digest[:20] + "0" * 44

    with pytest.raises(ForeignRulebook, match=digest[:12]):
        read_decision(text().replace(digest, other), file="decision.yaml").record()


def test_an_answer_that_its_rulebook_does_not_have_is_told() -> None:
    with pytest.raises(RecordError, match="choice pigeon"):
        read_decision(text().replace("routing: by_kind", "routing: pigeon"), file="decision.yaml").record()
