"""The Try it page without a browser: which demo comes first, with which numbers, on which broker, and honest words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from backends.contract import Broker
from demos.catalogue import catalogue, demo_for
from demos.demo import Demo
from rules import recommend, shipped_rulebook
from tests.leftovers import eventually
from ui import brokers, runs
from ui.words import say

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
TRY_IT = "../pages/try_it.py"
JOBS = {"routing": "by_kind", "language": "python", "retries": "backoff", "scheduling": "few", "results": "polls"}
SETTINGS = ("QUEUEWISE_RABBITMQ_URL", "QUEUEWISE_RABBITMQ_MANAGEMENT_URL", "QUEUEWISE_REDIS_URL")


@pytest.fixture(autouse=True)
def embedded_only(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that has nothing but the Valkey server of the wheel, and a desk of its own."""
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "embedded")
    for setting in SETTINGS:
        monkeypatch.delenv(setting, raising=False)
    forget()
    yield
    runs.close()
    forget()


def forget() -> None:
    """Let the app find its brokers anew."""
    brokers.warm.cache_clear()
    runs.desk.cache_clear()
    for broker in Broker:
        brokers.forget(broker)


def opened(option: str | None = None, **answers: str) -> AppTest:
    """A visitor with these answers, on the page, who looks at the demo of `option`."""
    app = AppTest.from_file(FRAME, default_timeout=30)
    for name, value in answers.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(TRY_IT).run()
    assert not app.exception
    return app if option in (None, chosen(app)) else app.button(key=choosing(str(option))).click().run()


def choosing(option: str) -> str:
    """The key of the button that chooses the demo of an option."""
    return f"choose_{demo_id(option)}"


def demo_id(option: str) -> str:
    """The demo of an option."""
    return next(demo.id for demo in catalogue() if demo.leads == option)


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


def chosen(app: AppTest) -> str:
    """The option of the card that is chosen."""
    card = next(element.proto.body for element in app.get("html") if "qw-demo-card--chosen" in element.proto.body)
    return next(str(demo.leads) for demo in catalogue() if demo.leads and f"qw-option--{demo.leads}" in card)


def test_the_demo_that_fits_the_answers_comes_first_and_is_chosen() -> None:
    app = opened(**JOBS)

    best = recommend(JOBS, shipped_rulebook()).outcome.option
    assert chosen(app) == best
    assert say("try_it.fits") in text(app)


def test_a_link_to_a_demo_opens_it_and_the_visitor_can_move_on() -> None:
    app = AppTest.from_file(FRAME, default_timeout=30).run()
    app.query_params["demo"] = demo_id("celery_rabbitmq")
    app.switch_page(TRY_IT).run()

    assert chosen(app) == "celery_rabbitmq"
    app.button(key=choosing("celery_redis")).click().run()
    assert chosen(app) == "celery_redis"
    app.run()
    assert chosen(app) == "celery_redis"


def test_a_demo_that_nobody_wrote_is_not_opened() -> None:
    app = AppTest.from_file(FRAME, default_timeout=30).run()
    app.query_params["demo"] = "../../etc/passwd"
    app.switch_page(TRY_IT).run()

    assert not app.exception
    assert "passwd" not in text(app)


def test_without_answers_no_demo_is_said_to_fit() -> None:
    assert say("try_it.fits") not in text(opened())


@pytest.mark.parametrize("demo", [each for each in catalogue() if each.leads], ids=lambda demo: demo.id)
def test_each_demo_says_what_it_claims_proves_and_does_not_prove_before_it_runs(demo: Demo) -> None:
    shown = text(opened(demo.leads))

    for sentence in (demo.claim, *demo.happens, *demo.proves, *demo.does_not_prove):
        assert escaped(sentence) in shown


def test_numbers_start_with_what_an_answer_suggests_and_say_which() -> None:
    demo = demo_for("celery_redis")
    assert demo is not None
    parameter = next(each for each in demo.parameters if "retries" in each.suggests)
    choice, suggested = next((c, v) for c, v in parameter.suggests["retries"].items() if v != parameter.default)

    app = opened(demo.leads, **(JOBS | {"retries": choice}))

    field = next(each for each in app.number_input if f"_{parameter.id}_" in str(each.key))
    question = next(q for q in shipped_rulebook().questions if q.id == "retries")
    assert field.value == suggested
    assert any(words(question.ask) in words(caption.value) for caption in app.caption)


def test_a_broker_that_is_missing_is_said_with_the_way_to_get_it_and_run_is_off() -> None:
    app = opened("rabbitmq")

    assert say("try_it.missing_rabbitmq") in text(app)
    assert "make brokers" in text(app)
    assert app.button(key="run").disabled


def test_what_runs_where_nothing_is_installed_is_named() -> None:
    app = opened(**JOBS)

    assert chosen(app) == "celery_redis"
    assert say("try_it.backend_embedded") in text(app)
    assert not app.button(key="run").disabled


def test_a_setting_that_cannot_be_used_is_said_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "nonsense")
    forget()

    app = opened()

    assert escaped(say("try_it.misconfigured")) in text(app)
    assert app.button(key="run").disabled
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "embedded")


def test_a_run_comes_to_its_judged_claim_with_its_ledger_versions_and_words() -> None:
    app = opened(**JOBS)

    app.button(key="run").click().run()
    assert app.button(key="run").disabled
    assert not app.button(key="cancel").disabled
    assert eventually(ended, 60)
    app.run()

    shown = text(app)
    assert say("try_it.ended_shown") in shown
    assert say("try_it.balanced") in shown
    assert say("try_it.unbalanced") not in shown
    assert "Valkey" in shown
    assert "celery 5." in shown
    assert not app.button(key="again").disabled


def test_a_cancelled_run_says_so_and_keeps_what_was_counted() -> None:
    app = opened(**JOBS)
    app.button(key="run").click().run()

    app.button(key="cancel").click().run()
    assert eventually(ended, 20)
    app.run()

    assert say("try_it.ended_cancelled") in text(app)
    assert say("try_it.kept") in text(app)
    assert not app.button(key="run").disabled


def test_another_demo_cannot_be_started_while_a_run_is_on() -> None:
    app = opened(**JOBS)
    app.button(key="run").click().run()

    app.button(key=choosing("rabbitmq")).click().run()

    assert app.button(key="run").disabled
    assert not app.button(key="cancel_other").disabled


def test_the_code_that_runs_is_shown_file_by_file() -> None:
    app = opened(**JOBS)

    demo = demo_for("celery_redis")
    assert demo is not None
    assert [block.value for block in app.code] == [file.read_text().strip() for file in demo.code]


def ended() -> bool:
    """Whether every run of this desk has ended."""
    return all(run.status.ended for run in runs.desk()._runs.values())


def escaped(sentence: str) -> str:
    """A sentence as a template writes it."""
    return str(escape(sentence))


def words(sentence: str) -> str:
    """A sentence without the marks that keep Markdown away."""
    return sentence.replace("\\", "")
