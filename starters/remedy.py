"""What a starter does about a warning, and what it leaves to the team."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from rules import Rule

HERE = Path(__file__).resolve().parent
SETTINGS = "settings.toml"


class Remedy(BaseModel):
    """What is done about one warning. `files` are where it is applied, if the starter has them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: tuple[str, ...] = Field(default=(), alias="in")
    settings: Mapping[str, bool | int] = Field(default_factory=dict)
    folders: tuple[str, ...] = ()
    left: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        """Every file in which it is applied."""
        return (*((SETTINGS,) if self.settings else ()), *self.files)


@cache
def remedies() -> Mapping[str, Remedy]:
    """Give what is done about each warning, by the id of its rule."""
    written = yaml.safe_load((HERE / "applied.yaml").read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, Remedy]).validate_python(written)


def remedy_of(rule: Rule) -> Remedy:
    """Give what is done about a warning. A rule that nobody knows here is left to the team."""
    return remedies().get(rule.id, Remedy())


def settings_of(warnings: Iterable[Rule]) -> Mapping[str, tuple[bool | int, tuple[str, ...]]]:
    """Give each setting that the warnings ask for, with its value and the ids of the rules; the largest value wins."""
    asked = [(name, value, rule.id) for rule in warnings for name, value in remedy_of(rule).settings.items()]
    names = sorted({name for name, _, _ in asked})
    return {
        name: (max(value for other, value, _ in asked if other == name), tuple(id_ for n, _, id_ in asked if n == name))
        for name in names
    }
