"""A recommendation that is being written down, and how a rule is written in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from rules.cli.links import link
from rules.cli.names import Names, names
from rules.cli.paper import Paper
from rules.cli.wording import say
from rules.model import Rule, Rulebook
from rules.recommendation import Reason, Recommendation

SHORT = 12
"""Characters of a digest that are enough to tell rulebooks apart."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the parts of a card need. `cited` says in full on whose word rules stand; `full` leaves nothing out."""

    it: Recommendation
    rulebook: Rulebook
    paper: Paper
    cited: bool = False
    full: bool = False
    _told: set[str] = field(default_factory=set)

    @property
    def names(self) -> Names:
        """What the ids stand for."""
        return names(self.rulebook)

    def option(self, name: str) -> str:
        """The name of an option."""
        return self.names.options[name].name

    def reason(self, reason: Reason, marker: str) -> None:
        """A rule that speaks for or against an option."""
        rule = reason.rule
        first = f"{marker}{say(f'verdict.strength_{rule.strength}')}: "
        self.paper.text(rule.because, indent=2, first=first)
        self.about(rule, "" if reason.counts else say("verdict.not_counted", aspect=self.names.aspects[rule.aspect]))

    def about(self, rule: Rule, remark: str = "", *, indent: int = 4) -> None:
        """The id of a rule, and its sources where it is met for the first time."""
        parts = [remark] if remark else []
        if rule.id not in self._told:
            self._told.add(rule.id)
            parts += self._witnesses(rule) if self.cited else self._titles(rule)
        self.paper.text(say("verdict.rule", rule=rule.id, about="; ".join(parts)), indent=indent)

    def sign(self, app: str) -> None:
        """The end: where the answers open in the app, and which rulebook was asked."""
        version, digest = self.rulebook.version, self.rulebook.digest
        self.paper.line()
        self.paper.line(say("verdict.link", link=link(self.it.answers, app)))
        self.paper.line(say("verdict.made_by", version=version, digest=digest if self.cited else digest[:SHORT]))

    def _titles(self, rule: Rule) -> Iterator[str]:
        return (self.rulebook.sources[name].title for name in rule.sources)

    def _witnesses(self, rule: Rule) -> Iterator[str]:
        for source in (self.rulebook.sources[name] for name in rule.sources):
            yield f"{source.title} <{source.url}>"
        if rule.versions:
            yield rule.versions
        if rule.checked:
            yield say("verdict.checked", date=rule.checked)
        if rule.demo:
            yield say("verdict.demo", demo=rule.demo)
