"""Reads the demos' words and numbers, checks all of them at once, and joins them with the code that runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from demos.card import Card, mistakes
from demos.chain import digest
from demos.demo import Demo, Judge, Judgement, Parameter
from demos.errors import BadParameter, InvalidCatalogue, NoSuchDemo
from demos.events import Event
from demos.ledger import Ledger

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
STORIES = HERE / "stories"
"""One folder for each demo: its words and numbers in `card.yaml`, its code beside."""

SHOWN = ("*.py", "*.js", "package.json")
"""The files of a demo's folder that are shown, those in Python first."""

SHARED = tuple(
    f"{name}.py"
    for name in (
        "amqp",
        "celery_apps",
        "workload",
        "topics",
        "ledger",
        "tally",
        "judging",
        "crew",
        "faults",
        "report",
        "events",
    )
)
"""What all demos use, shown and downloaded after the demo's own files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The value that a parameter starts with, and the answer that suggested it (None: nobody did)."""

    parameter: Parameter
    value: int
    question: str | None = None
    choice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFile:
    """A file that ran. `name` is its path inside the project."""

    name: str
    text: str


@cache
def catalogue() -> tuple[Demo, ...]:
    """Give every demo, those that lead an option first, then by id.

    Raises:
        InvalidCatalogue: with every problem and its place.
    """
    return load(dict(map(_written, sorted(STORIES.glob("*/card.yaml")))))


def load(written: Mapping[str, str]) -> tuple[Demo, ...]:
    """Read the cards, demo id -> text of its card; see `catalogue`."""
    cards: dict[str, Card] = {}
    problems: list[str] = []
    for id_, text in written.items():
        try:
            cards[id_] = card = TypeAdapter(Card).validate_python(yaml.safe_load(text))
            problems += (f"{id_}: {mistake}" for mistake in mistakes(card))
            problems += (f"{id_}: there is no {name}" for name in card.runs_with if not (HERE / name).is_file())
        except yaml.YAMLError as problem:
            problems.append(f"{id_}: {problem}")
        except ValidationError as problem:
            problems += (f"{id_}.{_place(error)}" for error in problem.errors())
    if problems:
        raise InvalidCatalogue(problems)
    return tuple(sorted((_demo(id_, card) for id_, card in cards.items()), key=_leading))


def demo(id_: str) -> Demo:
    """Give the demo with that id.

    Raises:
        NoSuchDemo: nobody wrote one.
    """
    known = {each.id: each for each in catalogue()}
    if id_ not in known:
        raise NoSuchDemo(id_, list(known))
    return known[id_]


def demo_for(option: str) -> Demo | None:
    """Give the first demo of an option; None if it has none."""
    return next((each for each in catalogue() if each.leads == option), None)


def parameters_for(demo: Demo, answers: Mapping[str, str]) -> tuple[Start, ...]:
    """Give the values that the parameters of `demo` start with, as `answers` (question id -> choice id) suggest."""
    return tuple(_start(parameter, answers) for parameter in demo.parameters)


def defaults(demo: Demo) -> dict[str, int]:
    """Give the parameters as they are when nobody answered anything."""
    return {parameter.id: parameter.default for parameter in demo.parameters}


def checked(demo: Demo, asked: Mapping[str, str | int]) -> dict[str, int]:
    """Give the parameters of `demo` as asked for, and as by default where nothing was.

    Raises:
        BadParameter: one does not exist, is no number, or is out of its limits.
    """
    known = {parameter.id: parameter for parameter in demo.parameters}
    for id_ in asked:
        if id_ not in known:
            raise BadParameter(id_, f"{demo.id} has only {', '.join(known)}")
    return {**defaults(demo), **{id_: _number(known[id_], value) for id_, value in asked.items()}}


def _number(parameter: Parameter, value: str | int) -> int:
    try:
        number = int(value)
    except ValueError:
        raise BadParameter(parameter.id, f"{value!r} is no number") from None
    if not parameter.minimum <= number <= parameter.maximum:
        raise BadParameter(parameter.id, f"{number} is not between {parameter.minimum} and {parameter.maximum}")
    return number


def code_of(demo: Demo) -> tuple[CodeFile, ...]:
    """Give the text of the very files that run."""
    return tuple(
        CodeFile(name=path.relative_to(ROOT).as_posix(), text=path.read_text(encoding="utf-8")) for path in demo.code
    )


def _start(parameter: Parameter, answers: Mapping[str, str]) -> Start:
    for question, values in parameter.suggests.items():
        choice = answers.get(question, "")
        if choice in values:
            return Start(parameter=parameter, value=values[choice], question=question, choice=choice)
    return Start(parameter=parameter, value=parameter.default)


def _demo(id_: str, card: Card) -> Demo:
    folder = STORIES / id_.replace("-", "_")
    story = import_module(f"demos.stories.{folder.name}.story")
    judge: Judge = import_module(f"demos.stories.{folder.name}.judge").judge
    files = [path for pattern in SHOWN for path in sorted(folder.glob(pattern))]
    own = [folder / "story.py", *(path for path in files if path.name not in ("__init__.py", "story.py"))]
    beside = [HERE / name for name in card.runs_with]
    return Demo(
        id=id_,
        **card.values(),
        code=tuple(dict.fromkeys((*own, *beside, *(HERE / name for name in SHARED)))),
        story=_hash(folder, beside),
        perform=story.perform,
        judge=_worded(judge, card.checks),
    )


def _hash(folder: Path, beside: Sequence[Path]) -> str:
    own = [*sorted(path for path in folder.iterdir() if path.is_file()), *beside]
    return digest("".join(f"{path.name}\n{path.read_text(encoding='utf-8')}\n" for path in own))


def _written(card: Path) -> tuple[str, str]:
    return card.parent.name.replace("_", "-"), card.read_text(encoding="utf-8")


def _leading(demo: Demo) -> tuple[bool, str]:
    return demo.leads is None, demo.id


def _worded(judge: Judge, words: Mapping[str, str]) -> Judge:
    def worded(ledger: Ledger, events: Sequence[Event], /) -> Judgement:
        judgement = judge(ledger, events)
        return replace(judgement, checks=tuple(replace(each, says=_says(each.id, words)) for each in judgement.checks))

    return worded


def _says(check: str, words: Mapping[str, str]) -> str:
    id_, _, fact = check.partition(":")
    return words[id_].format(fact)


def _place(error: Any) -> str:
    return f"{'.'.join(map(str, error['loc']))}: {error['msg']}"
