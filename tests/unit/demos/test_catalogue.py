"""The words and numbers of the demos."""

import ast
import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from demos.catalogue import (
    ROOT,
    STORIES,
    catalogue,
    checked,
    code_of,
    defaults,
    demo,
    demo_for,
    load,
    parameters_for,
)
from demos.demo import Demo
from demos.errors import BadParameter, InvalidCatalogue, NoSuchDemo

VOCABULARY = yaml.safe_load((ROOT / "rules" / "rulebook" / "vocabulary.yaml").read_text(encoding="utf-8"))
CHOICES = {question["id"]: {choice["id"] for choice in question["choices"]} for question in VOCABULARY["questions"]}
DEMOS = pytest.mark.parametrize("each", catalogue(), ids=lambda each: each.id)


def test_every_option_has_its_demo() -> None:
    options = {option["id"] for option in VOCABULARY["options"]}

    assert sorted(filter(None, (each.leads for each in catalogue()))) == sorted(options)
    assert {option for each in catalogue() for option in each.options} == options


def test_every_aspect_that_a_demo_names_exists() -> None:
    aspects = yaml.safe_load((ROOT / "rules" / "rulebook" / "aspects.yaml").read_text(encoding="utf-8"))

    assert {name for each in catalogue() for name in each.aspects} <= {aspect["id"] for aspect in aspects}


def test_the_first_ids_are_the_permanent_ones() -> None:
    ids = {"rabbitmq-routing", "celery-redis-tasks", "celery-rabbitmq-crash"}

    assert {each.id for each in catalogue() if each.leads} == ids


def test_a_demo_is_found_by_its_id_and_by_its_option() -> None:
    assert demo("rabbitmq-routing") is demo_for("rabbitmq")
    assert demo_for("carrier-pigeon") is None


def test_asking_for_a_demo_that_does_not_exist_names_those_that_do() -> None:
    with pytest.raises(NoSuchDemo, match="rabbitmq-routing"):
        demo("carrier-pigeon")


@DEMOS
def test_a_suggestion_names_a_question_and_a_choice_that_exist(each: Demo) -> None:
    suggested = {(q, choice) for p in each.parameters for q, values in p.suggests.items() for choice in values}

    assert {(q, choice) for q, choice in suggested if choice not in CHOICES.get(q, set())} == set()


@pytest.mark.parametrize("each", [each for each in catalogue() if each.leads], ids=lambda each: each.id)
def test_an_answer_changes_where_a_parameter_starts_and_is_named(each: Demo) -> None:
    parameter = next(parameter for parameter in each.parameters if parameter.suggests)
    question, values = next(iter(parameter.suggests.items()))
    choice, value = next(iter(values.items()))

    start = next(s for s in parameters_for(each, {question: choice}) if s.parameter is parameter)

    assert (start.value, start.question, start.choice) == (value, question, choice)


@DEMOS
def test_without_answers_every_parameter_starts_with_its_default(each: Demo) -> None:
    starts = parameters_for(each, {})

    assert {start.parameter.id: start.value for start in starts} == defaults(each)
    assert all(start.question is None for start in starts)


@DEMOS
def test_an_answer_that_means_nothing_here_is_passed_over(each: Demo) -> None:
    assert parameters_for(each, {"weather": "rain", "rate": "<script>"}) == parameters_for(each, {})


def test_numbers_from_outside_are_checked() -> None:
    routing = demo("rabbitmq-routing")

    assert checked(routing, {"cooks": "3"}) == {"orders": 24, "cooks": 3, "work": 400}
    for wrong in ({"cooks": 99}, {"cooks": "many"}, {"spoons": 2}):
        with pytest.raises(BadParameter, match=next(iter(wrong))):
            checked(routing, wrong)


@DEMOS
def test_every_library_that_is_named_is_installed(each: Demo) -> None:
    assert all(importlib.metadata.version(library) for library in each.libraries)


@DEMOS
def test_the_code_that_is_shown_is_the_code_that_runs(each: Demo) -> None:
    shown = {file.name: file.text for file in code_of(each)}

    assert Path(each.perform.__code__.co_filename).relative_to(ROOT).as_posix() in shown  # type: ignore[attr-defined]
    assert all((ROOT / name).read_text(encoding="utf-8") == text for name, text in shown.items())


@DEMOS
def test_the_code_begins_with_the_story(each: Demo) -> None:
    assert code_of(each)[0].name.endswith("/story.py")


@DEMOS
def test_every_stop_that_the_code_names_is_on_the_route(each: Demo) -> None:
    stops = {stop.id for stop in each.route.stops}

    assert set(_stops_named_in(each)) <= stops


@DEMOS
def test_every_chapter_that_the_code_names_has_words_and_the_other_way_round(each: Demo) -> None:
    text = code_of(each)[0].text

    assert re.findall(r'What\.STAGE, name="(\w+)"', text) == [chapter.id for chapter in each.chapters]


def test_mistakes_are_told_all_at_once_with_their_place() -> None:
    entry = cards()
    del entry["rabbitmq-routing"]["title"]
    entry["celery-redis-tasks"]["colour"] = "blue"
    entry["celery-rabbitmq-crash"]["sources"][0]["url"] = "javascript:alert(1)"

    with pytest.raises(InvalidCatalogue) as caught:
        load({id_: yaml.safe_dump(card) for id_, card in entry.items()})

    assert [problem.partition(":")[0] for problem in sorted(caught.value.problems)] == [
        "celery-rabbitmq-crash.sources.0.url",
        "celery-redis-tasks.colour",
        "rabbitmq-routing.title",
    ]


def test_numbers_and_places_that_do_not_fit_are_told_all_at_once() -> None:
    entry = cards()
    entry["rabbitmq-routing"]["parameters"][0]["default"] = 1000
    entry["rabbitmq-routing"]["route"]["arrows"].append({"start": "shop", "end": "moon"})
    entry["celery-redis-tasks"]["route"]["stops"][0] |= {"row": 1, "column": 1}
    entry["celery-rabbitmq-crash"]["route"]["stops"][3]["each"] = "cooks"

    with pytest.raises(InvalidCatalogue) as caught:
        load({id_: yaml.safe_dump(card) for id_, card in entry.items()})

    assert len(caught.value.problems) == 4
    assert "moon" in str(caught.value)


def test_faults_and_lanes_that_do_not_fit_are_told_all_at_once() -> None:
    entry = cards()["rabbitmq-routing"]
    entry["runs_with"] = ["nothing.py"]
    entry["faults"] = [{"id": "moved", "says": "Move it", "at": "moon"}]
    entry["lanes"] = [
        {"id": "one", "option": "rabbitmq", "queues": ["kitchen"], "stops": ["courier"]},
        {"id": "two", "option": "celery_redis", "queues": ["kitchen"], "stops": ["mars"]},
    ]

    with pytest.raises(InvalidCatalogue) as caught:
        load({"rabbitmq-routing": yaml.safe_dump(entry)})

    assert [problem.removeprefix("rabbitmq-routing: ") for problem in caught.value.problems] == [
        "fault moved: there is no stop moon",
        "lane two: celery_redis is none of its options",
        "lane two: there is no stop mars",
        "kitchen belongs to more than one lane",
        "there is no nothing.py",
    ]


def test_what_no_broker_could_ever_do_is_told_to_the_author() -> None:
    entry = cards()["celery-redis-tasks"]
    entry["needs"] = {"redis": ["isolate", "kill", "alarm"]}
    entry["faults"] = [{"id": "cut", "says": "Cut the network", "at": "tasks", "able": "cut"}]

    with pytest.raises(InvalidCatalogue) as caught:
        load({"celery-redis-tasks": yaml.safe_dump(entry)})

    assert [problem.removeprefix("celery-redis-tasks: ") for problem in caught.value.problems] == [
        "fault cut: no broker of this demo may be broken; give it a setup",
        "needs: redis is shared, so nobody may alarm, kill it; give it a setup",
        "needs: redis is a Redis, which has no alarm",
    ]


def test_a_file_that_is_no_yaml_is_told_with_its_line() -> None:
    with pytest.raises(InvalidCatalogue, match="line 1"):
        load({"rabbitmq-routing": "title: ["})


def cards() -> dict[str, Any]:
    """The cards of the three demos that lead an option, as they are written."""
    return {each.id: written(each.id) for each in catalogue() if each.leads}


def written(id_: str) -> Any:
    """One card as it is written."""
    return yaml.safe_load((STORIES / id_.replace("-", "_") / "card.yaml").read_text(encoding="utf-8"))


def _stops_named_in(each: Demo) -> Iterator[str]:
    """The stops of every `emit(What.…, "stop", …)` that is written out."""
    for path in each.code:
        if path.suffix != ".py":
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) == "emit":
                stop = call.args[1] if len(call.args) > 1 else None
                if isinstance(stop, ast.Constant):
                    yield str(stop.value)
