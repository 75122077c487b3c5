"""Looks up what the ids of a rulebook stand for, for the templates."""

from dataclasses import dataclass, field
from functools import lru_cache

from rules import Alternative, Aspect, Option, Question, Rulebook, Source


@dataclass(frozen=True, slots=True)
class Names:
    """Id -> the thing itself."""

    option: dict[str, Option] = field(repr=False)
    question: dict[str, Question] = field(repr=False)
    choice: dict[tuple[str, str], str] = field(repr=False)
    source: dict[str, Source] = field(repr=False)
    aspect: dict[str, Aspect] = field(repr=False)
    alternative: dict[str, Alternative] = field(repr=False)


@lru_cache(maxsize=8)
def names(rulebook: Rulebook) -> Names:
    """The look-up tables of a rulebook, made once."""
    return Names(
        option={option.id: option for option in rulebook.options},
        question={question.id: question for question in rulebook.questions},
        choice={(q.id, choice.id): choice.label for q in rulebook.questions for choice in q.choices},
        source=dict(rulebook.sources),
        aspect={aspect.id: aspect for aspect in rulebook.aspects},
        alternative={alternative.id: alternative for alternative in rulebook.alternatives},
    )


def option_name(id_: str, rulebook: Rulebook) -> str:
    """The name of an option that a demo is about. A rulebook of a team may have other options."""
    options = names(rulebook).option
    return options[id_].name if id_ in options else id_.replace("_", " ")
