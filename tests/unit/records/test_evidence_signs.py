"""Each sign means one thing; what stands beside it can take it back. A few lines show each."""

from dataclasses import replace
from pathlib import Path

import pytest

from records.evidence import Evidence, Fact, Spot, evidence_in, weigh
from records.evidence.signs import Sign, sight, signs
from tests.unit.records.samples import book

TASK = "from celery import Celery\napp = Celery('a')\n@app.task{options}\ndef work(self):\n    {body}\n"
PIKA = "import pika\ndef declare(channel):\n    {body}\n"


def task(options: str = "", body: str = "pass") -> str:
    return TASK.format(options=options, body=body)


def seen(tmp_path: Path, **files: str) -> Evidence:
    """The evidence in a folder of a few files; `tasks_py` is tasks.py."""
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (tmp_path / f"{stem}.{suffix}").write_text(text, encoding="utf-8")
    return evidence_in(tmp_path, book())


def left(evidence: Evidence, question: str) -> tuple[str, ...]:
    return next((each.leaves for each in evidence.findings if each.question.id == question), ("everything",))


def choices(question: str) -> set[str]:
    return next({choice.id for choice in each.choices} for each in book().questions if each.id == question)


@pytest.mark.parametrize("sign", signs(), ids=lambda sign: sign.id)
def test_a_sign_leaves_some_choices_of_a_question_and_says_why(sign: Sign) -> None:
    assert set(sign.leaves) < choices(sign.question)
    assert sign.says.endswith(".")
    assert "!" not in sign.says
    for name in (sign.see, *sign.also, *sign.unless):
        assert sight(name)


def test_signs_have_names_of_their_own() -> None:
    ids = [sign.id for sign in signs()]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("tasks", "question", "leaves"),
    [
        (task("(bind=True)", "raise self.retry()"), "retries", ("again",)),
        (task("(bind=True)", "raise self.retry(countdown=60)"), "retries", ("again",)),
        (task("(bind=True)", "raise self.retry(countdown=2 ** self.request.retries)"), "retries", ("again", "backoff")),
        (task("(retry_backoff=False)"), "retries", ("everything",)),
        (task("(retry_backoff=BACKOFF, autoretry_for=(OSError,))"), "retries", ("everything",)),
        (task("(autoretry_for=(OSError,), retry_backoff=2)"), "retries", ("backoff",)),
        (task() + "app.conf.task_time_limit = 60", "duration", ("minute",)),
        (task() + "app.conf.task_time_limit = 20 * 60", "duration", ("minute", "half_hour")),
        (task() + "app.conf.task_time_limit = 7200", "duration", ("minute", "half_hour", "hours")),
        (task("(time_limit=7200)") + "app.conf.task_time_limit = 60", "duration", ("everything",)),
        (task() + "app.conf.task_time_limit = LIMIT", "duration", ("everything",)),
        (task() + "app.conf.result_backend = 'disabled://'", "results", ("nobody",)),
        (task("(ignore_result=False)") + "app.conf.task_ignore_result = True", "results", ("everything",)),
        (task() + "app.conf.update(result_backend='db+sqlite://', result_expires=None)", "results", ("record",)),
        (task() + "app.conf.update(result_backend='redis://', result_expires=None)", "results", ("everything",)),
        (task() + "r = work.delay()\nprint(r.get())", "results", ("everything",)),
        (task() + "print(work.delay().get())", "results", ("waits",)),
        (task() + "app.conf.beat_schedule = {'a': {}, 'b': {}}", "scheduling", ("few", "failover", "only")),
        (task() + "app.conf.beat_schedule = {**OTHERS, 'b': {}}\nwork.delay()", "scheduling", ("everything",)),
        (
            task() + "app.conf.beat_schedule = {" + ",".join(f"'{n}': {{}}" for n in range(11)) + "}\nwork.delay()",
            "scheduling",
            ("few", "many", "failover", "only"),
        ),
        (
            task() + "app.conf.beat_scheduler = 'redbeat.RedBeatScheduler'",
            "scheduling",
            ("few", "many", "failover"),
        ),
        (task() + "app.conf.task_routes = {'a': {'queue': 'one'}}", "routing", ("everything",)),
        (task() + "app.conf.task_routes = {'a': {'queue': 'x'}, 'b': {'queue': Q}}", "routing", ("everything",)),
        (task() + "app.conf.task_routes = [('a', {'queue': 'x'}), ('b', {'queue': 'y'})]", "routing", ("by_kind",)),
        (task() + "from celery import chord\nchord([work.s()])(work.s())", "workflow", ("join",)),
        ("import torch\n" + task(), "code", ("compute",)),
        ("import django\n" + task(), "code", ("django",)),
        (task() + "from redis import RedisCluster\nRedisCluster()", "brokers", ("redis_cluster",)),
        (task() + "app.conf.broker_url = 'sqs://'", "brokers", ("everything",)),
        (task() + "app.conf.broker_url = ['amqp://a', 'amqp://b']", "brokers", ("rabbitmq",)),
        (task() + "app.conf.broker_url = 'redis://' + HOST", "brokers", ("redis",)),
        (task() + "app.conf.broker_url = os.environ['BROKER']", "brokers", ("everything",)),
        (task() + "app.conf.broker_url = os.getenv('BROKER') or 'amqp://'", "brokers", ("rabbitmq",)),
    ],
)
def test_what_celery_is_told_says_what_it_means(
    tasks: str, question: str, leaves: tuple[str, ...], tmp_path: Path
) -> None:
    assert left(seen(tmp_path, tasks_py=tasks), question) == leaves


@pytest.mark.parametrize(
    ("body", "question", "leaves"),
    [
        (
            "channel.queue_declare('a', arguments={'x-dead-letter-exchange': 'b'})",
            "retries",
            ("again", "backoff", "set_aside"),
        ),
        ("channel.queue_declare('a', arguments={'x-max-priority': 5})", "priority", ("classes", "levels")),
        ("channel.exchange_declare('a', 'topic'); channel.queue_bind('q', 'a', 'x.#')", "routing", ("pattern",)),
        ("channel.exchange_declare('a', 'topic'); channel.queue_bind('q', 'a', 'x.y')", "routing", ("everything",)),
        ("channel.exchange_declare('a', 'direct'); channel.queue_bind('q', 'a', 'x.#')", "routing", ("everything",)),
        ("channel.confirm_delivery()", "loss", ("ticket", "seconds", "money")),
    ],
)
def test_what_rabbitmq_is_asked_says_what_it_means(
    body: str, question: str, leaves: tuple[str, ...], tmp_path: Path
) -> None:
    assert left(seen(tmp_path, topology_py=PIKA.format(body=body)), question) == leaves


@pytest.mark.parametrize(
    ("other", "leaves"),
    [
        ({"package_json": '{"dependencies": {"react": "1"}}'}, ("python",)),
        ({"package_json": '{"dependencies": {"amqplib": "1"}}'}, ("python_readers", "several")),
        ({"package_json": '{"devDependencies": {"amqplib": "1"}}'}, ("python",)),
        ({"package_json": '{"dependencies": {"bullmq": "1"}}'}, ("python_readers", "several", "not_python")),
        ({"go_mod": "require github.com/rabbitmq/amqp091-go v1.10.0"}, ("python_readers", "several", "not_python")),
        ({"build_gradle": "implementation 'com.rabbitmq:amqp-client'"}, tuple(sorted(choices("language")))),
        ({"work_py": "import pika"}, ("everything",)),
    ],
)
def test_celery_is_python_alone_only_where_nothing_else_speaks_to_a_queue(
    other: dict[str, str], leaves: tuple[str, ...], tmp_path: Path
) -> None:
    found = left(seen(tmp_path, tasks_py=task(), **other), "language")

    assert (tuple(sorted(found)) if len(found) == 5 else found) == leaves


def test_a_job_library_of_go_alone_is_not_python(tmp_path: Path) -> None:
    go = "module a\n\nrequire (\n\tgithub.com/hibiken/asynq v0.25.1\n)\n"

    assert left(seen(tmp_path, go_mod=go), "language") == ("not_python",)


@pytest.mark.parametrize(
    ("service", "leaves"),
    [
        ("image: redis:8", ("redis",)),
        ("image: docker.io/valkey/valkey:8.1@sha256:00", ("redis",)),
        ("image: ${REDIS_IMAGE:-redis:8}", ("redis",)),
        ("{image: redis, command: redis-server /etc/redis.conf}", ("redis", "redis_cluster")),
        ("{image: redis, command: [redis-server, --cluster-enabled, 'yes']}", ("redis_cluster",)),
        ("{image: redis, command: redis-cli ping}", ("everything",)),
        ("{image: redis, entrypoint: redis-sentinel /s.conf}", ("everything",)),
        ("image: bitnami/redis-cluster:7", ("redis_cluster",)),
        ("image: oliver006/redis_exporter", ("everything",)),
        ("image: example/app\n    environment: {REDIS_URL: 'redis://cache'}", ("redis", "redis_cluster")),
        (
            "image: a/b\n    environment: ['REDIS_URL=rediss://clustercfg.x.cache.amazonaws.com:6379']",
            ("redis_cluster",),
        ),
        ("image: a/b\n    environment: {MQ: 'amqps://user:secret@mq.example.org'}", ("rabbitmq",)),
        ("image: a/b\n    environment: {BUS: 'amqps://x.servicebus.windows.net'}", ("everything",)),
        ("image: a/b\n    environment: {CELERY_BROKER_URL: '${URL:-amqp://mq}'}", ("rabbitmq",)),
        ("image: a/b\n    environment: {CELERY_BROKER_URL: '${URL}'}", ("everything",)),
    ],
)
def test_a_service_says_which_broker_is_within_reach(service: str, leaves: tuple[str, ...], tmp_path: Path) -> None:
    body = service if service.startswith("{") else f"\n    {service}"

    assert left(seen(tmp_path, compose_yaml=f"services:\n  one: {body}\n"), "brokers") == leaves


def test_a_redis_beside_celery_on_rabbitmq_is_no_broker(tmp_path: Path) -> None:
    compose = "services:\n  a: {image: redis}\n  b: {image: rabbitmq}\n"

    assert left(seen(tmp_path, compose_yaml=compose), "brokers") == ()
    told = seen(tmp_path, compose_yaml=compose, tasks_py=task() + "app.conf.broker_url = 'amqp://b'")
    assert left(told, "brokers") == ("rabbitmq",)


def test_a_setting_with_two_values_in_one_folder_says_nothing(tmp_path: Path) -> None:
    told = seen(tmp_path, celery_base_py="task_time_limit = 30", celery_prod_py="task_time_limit = 3000")

    assert left(told, "duration") == ("everything",)


def test_a_sign_of_a_choice_that_a_rulebook_does_not_have_is_not_used() -> None:
    fact = Fact("service", "rabbitmq", "", Spot("compose.yaml", 1))
    questions = tuple(each for each in book().questions if each.id != "brokers")

    assert weigh([fact], [], replace(book(), questions=questions)).findings == ()
