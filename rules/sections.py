"""The parts that a rulebook has, and where each of them stands in a folder of files."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from rules.model import Alternative, Aspect, Case, Example, Group, Law, Option, Question, Rule, Source

Value = TypeVar("Value")
VERSION = "version"
VOCABULARY = "vocabulary.yaml"


@dataclass(frozen=True, slots=True)
class Section(Generic[Value]):
    """A list of entries of one shape, `least` to `most` of them. `file` holds it in a rulebook of several files."""

    name: str
    shape: type[Value]
    file: str
    most: int
    least: int = 0

    @property
    def kind(self) -> str:
        """The word for one entry."""
        return self.name.removesuffix("s")


OPTIONS = Section("options", Option, VOCABULARY, most=8, least=2)
GROUPS = Section("groups", Group, VOCABULARY, most=32)
QUESTIONS = Section("questions", Question, VOCABULARY, most=64, least=1)
ALTERNATIVES = Section("alternatives", Alternative, VOCABULARY, most=64)
SOURCES = Section("sources", Source, "sources.yaml", most=1_000)
ASPECTS = Section("aspects", Aspect, "aspects.yaml", most=200)
RULES = Section("rules", Rule, "rules.yaml", most=1_000, least=1)
LAWS = Section("laws", Law, "laws.yaml", most=200)
EXAMPLES = Section("examples", Example, "examples.yaml", most=100)
CASES = Section("cases", Case, "cases/*.yaml", most=2_000)

SECTIONS: tuple[Section[Any], ...] = (
    OPTIONS, GROUPS, QUESTIONS, ALTERNATIVES, SOURCES, ASPECTS, RULES, LAWS, EXAMPLES, CASES,
)  # fmt: skip
"""In the order in which a rulebook of one file is written."""
FILES = tuple(dict.fromkeys(section.file for section in SECTIONS if section is not CASES))


def in_file(file: str) -> tuple[Section[Any], ...]:
    """The sections of one file of the folder."""
    return tuple(section for section in SECTIONS if section.file == file)
