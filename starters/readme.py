"""The README of a starter: why this option, on whose word, what is set already, and how to begin."""

import re
from collections.abc import Collection, Iterator
from functools import cache

import jinja2

from records import escape
from rules import Recommendation, Rule, Rulebook
from rules.cli.names import meaning, names, no_reason
from starters.remedy import HERE, Remedy, remedy_of


def readme(recommendation: Recommendation, rulebook: Rulebook, files: Collection[str]) -> str:
    """Give it as Markdown; `files` are the paths that the starter has."""
    known = names(rulebook)
    answers = [(known.questions[q].ask, known.choices[q, choice]) for q, choice in recommendation.answers.items()]
    return _template().render(
        it=recommendation,
        rulebook=rulebook,
        option=known.options[recommendation.outcome.option],
        outcome=known.outcome(recommendation.outcome),
        meaning=meaning(recommendation),
        no_reason=no_reason(recommendation),
        for_it=[reason.rule for reason in recommendation.winner.for_it if reason.counts],
        against_it=[reason.rule for reason in recommendation.winner.against_it if reason.counts],
        answers=answers,
        warnings=[(rule, remedy_of(rule), _places(remedy_of(rule), files)) for rule in recommendation.warnings],
        results="compose.results.yaml" in files,
        code=_code,
        cited=lambda rule: escape.Written(", ".join(_cited(rule, rulebook))),
    )


def _places(remedy: Remedy, files: Collection[str]) -> list[str]:
    return [place for place in remedy.places if place in files]


def _code(value: object) -> escape.Written:
    """Text to be copied: in marks that are longer than any inside of it."""
    text = escape.visible(value)
    marks = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    return escape.Written(f"{marks} {text} {marks}" if len(marks) > 1 else f"`{text}`")


def _cited(rule: Rule, rulebook: Rulebook) -> Iterator[str]:
    for source in (rulebook.sources[id_] for id_ in rule.sources):
        yield f"[{escape.markdown(source.title)}](<{source.url}>)"


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(  # noqa: S701 - Markdown: every value is escaped by `finalize` on its way out
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        finalize=escape.markdown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("README.md")
