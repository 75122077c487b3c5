"""What must hold for whatever people answer."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rules import recommend, shipped_rulebook
from rules.model import Answers

BOOK = shipped_rulebook()
CHOICES = {question.id: [choice.id for choice in question.choices] for question in BOOK.questions}
PARTS = {option.id: option.parts for option in BOOK.options}
ROUTING = CHOICES["routing"]
anything = st.fixed_dictionaries({}, optional={name: st.sampled_from(choices) for name, choices in CHOICES.items()})
everything = st.fixed_dictionaries({name: st.sampled_from(choices) for name, choices in CHOICES.items()})


@settings(max_examples=300, deadline=None)
@given(anything)
def test_readers_that_are_not_python_never_get_celery(answers: Answers) -> None:
    verdict = recommend(dict(answers) | {"language": "not_python"}, BOOK)

    assert "Celery" not in PARTS[verdict.outcome.option]


@settings(max_examples=300, deadline=None)
@given(everything)
def test_saying_that_lost_jobs_cost_money_never_moves_anybody_to_redis(answers: Answers) -> None:
    before = recommend(dict(answers) | {"loss": "nothing"}, BOOK).outcome.option
    after = recommend(dict(answers) | {"loss": "money"}, BOOK).outcome.option

    assert "Redis" not in PARTS[after] or "Redis" in PARTS[before]


@settings(max_examples=300, deadline=None)
@given(everything, st.sampled_from(ROUTING[2:]))
def test_more_demanding_routing_never_moves_anybody_away_from_rabbitmq(answers: Answers, routing: str) -> None:
    before = recommend(dict(answers) | {"routing": "one_queue"}, BOOK).outcome.option
    after = recommend(dict(answers) | {"routing": routing}, BOOK).outcome.option

    assert "RabbitMQ" in PARTS[after] or "RabbitMQ" not in PARTS[before]


@settings(max_examples=300, deadline=None)
@given(anything)
def test_somebody_who_fits_nothing_is_told_what_fits_instead(answers: Answers) -> None:
    verdict = recommend(answers, BOOK)

    assert verdict.outcome.fits or verdict.outcome.instead
