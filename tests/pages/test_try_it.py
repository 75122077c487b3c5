"""The Try it page without a browser: which demo comes first, with which numbers, on which broker, and honest words."""

from pathlib import Path

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from backends.contract import Broker
from backends.embedded import Embedded
from demos.catalogue import catalogue, demo_for
from demos.demo import Demo
from rules import shipped_rulebook
from tests.leftovers import eventually
from tests.pages.components import tell
from tests.pages.machines import forget
from ui import runs
from ui.plain import markdown
from ui.words import say

FRAME = Path(__file__).parents[2] / "ui" / "frame.py"
TRY_IT = "../pages/try_it.py"
JOBS = {"routing": "by_kind", "language": "python", "retries": "backoff", "scheduling": "few", "results": "polls"}

pytestmark = pytest.mark.usefixtures("machine_with_nothing")


def opened(option: str | None = None, **answers: str) -> AppTest:
    """A visitor with these answers, on the page, who looks at the first demo of `option`."""
    app = AppTest.from_file(FRAME, default_timeout=30)
    for name, value in answers.items():
        app.query_params[name] = value
    app.run()
    app.switch_page(TRY_IT).run()
    assert not app.exception
    if option:
        choose(app, option)
    return app


def choose(app: AppTest, option: str) -> None:
    """Pick the first demo of an option from the list."""
    tell(app, "demo_list", "told", {"demo": led(option).id})


def led(option: str) -> Demo:
    """The first demo of an option."""
    return next(demo for demo in catalogue() if demo.leads == option)


def text(app: AppTest) -> str:
    """Everything that was drawn as HTML."""
    return "\n".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("demo", [each for each in catalogue() if each.leads], ids=lambda demo: demo.id)
def test_each_demo_says_what_it_claims_proves_and_does_not_prove_before_it_runs(demo: Demo) -> None:
    shown = text(opened(str(demo.leads)))

    for sentence in (demo.claim, *demo.happens, *demo.proves, *demo.does_not_prove):
        assert escaped(sentence) in shown


def test_numbers_start_with_what_an_answer_suggests_and_say_which() -> None:
    demo = demo_for("celery_redis")
    assert demo is not None
    parameter = next(each for each in demo.parameters if "retries" in each.suggests)
    choice, suggested = next((c, v) for c, v in parameter.suggests["retries"].items() if v != parameter.default)

    app = opened(str(demo.leads), **(JOBS | {"retries": choice}))

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
    app = opened("celery_redis", **JOBS)

    assert say("try_it.backend_embedded") in text(app)
    assert not app.button(key="run").disabled


def test_a_demo_that_breaks_the_operators_broker_is_told_before_it_runs_with_who_could_do_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Embedded().open(Broker.REDIS) as operators:
        monkeypatch.setenv("QUEUEWISE_BACKENDS", "given")
        monkeypatch.setenv("QUEUEWISE_REDIS_URL", operators.url)
        forget()
        app = opened()
        tell(app, "demo_list", "told", {"demo": "celery-publish-retry"})
        shown = text(app)
        runs.close()
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "embedded")

    for words in ("missing_private_redis", "able_kill", "who_can_redis", "left_out_of_setting", "recording_instead"):
        assert say(f"try_it.{words}") in shown
    assert "Others may be on it" in shown
    assert "make brokers" not in shown
    assert app.button(key="run").disabled
    assert not app.button(key="play").disabled


def test_a_setting_that_cannot_be_used_is_said_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "nonsense")
    forget()

    app = opened()

    assert escaped(say("try_it.misconfigured")) in text(app)
    assert app.button(key="run").disabled
    monkeypatch.setenv("QUEUEWISE_BACKENDS", "embedded")


def test_a_run_comes_to_its_judged_claim_with_its_ledger_versions_and_words() -> None:
    app = opened("celery_redis", **JOBS)

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
    app = opened("celery_redis", **JOBS)
    app.button(key="run").click().run()
    assert eventually(lambda: any(run.snapshot().ledger.sent for run in runs.desk()._runs.values()), 30)

    app.button(key="cancel").click().run()
    assert eventually(ended, 20)
    app.run()

    assert say("try_it.ended_cancelled") in text(app)
    assert say("try_it.kept") in text(app)
    assert not app.button(key="run").disabled


def test_another_demo_cannot_be_started_while_a_run_is_on() -> None:
    app = opened("celery_redis", **JOBS)
    app.button(key="run").click().run()

    choose(app, "rabbitmq")

    assert app.button(key="run").disabled
    assert not app.button(key="cancel_other").disabled


def test_the_code_that_runs_is_shown_file_by_file_and_only_the_open_one_is_sent() -> None:
    app = opened("celery_redis", **JOBS)
    demo = demo_for("celery_redis")
    assert demo is not None

    for file in demo.code:
        app.session_state[f"code_{demo.id}"] = markdown(file.name)
        app.run()
        assert [block.value for block in app.code] == [file.read_text().strip()]


def ended() -> bool:
    """Whether every run of this desk has ended."""
    return all(run.status.ended for run in runs.desk()._runs.values())


def escaped(sentence: str) -> str:
    """A sentence as a template writes it."""
    return str(escape(sentence))


def words(sentence: str) -> str:
    """A sentence without the marks that keep Markdown away."""
    return sentence.replace("\\", "")
