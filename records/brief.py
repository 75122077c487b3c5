"""What every face of a record says, chosen once: the few reasons that fit on a page, in their order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from records.record import Record
from records.shown import Shown
from rules import Flip, Reason, Rule, Source, Standing, Step, WhyNot
from rules.cli.names import Names, changed, meaning, names, no_reason
from rules.cli.wording import count

MOST_DRIVERS = 5
MOST_REASONS = 3
MOST_AGAINST = 2
MOST_SETTINGS = 3
MOST_FLIPS = 2
MOST_SOURCES = 4
MOST_RECEIPTS = 3


@dataclass(frozen=True)
class Brief:
    """A record, cut to one page. What is left out is counted, and stands in full in the JSON face."""

    record: Record

    @cached_property
    def names(self) -> Names:
        """What the ids stand for."""
        return names(self.record.rulebook)

    @property
    def outcome(self) -> str:
        """What was decided, in a few words."""
        return self.names.outcome(self.record.recommendation.outcome)

    @property
    def word(self) -> str:
        """How firm it is: one of the four words."""
        return self.record.recommendation.word.value

    @property
    def meaning(self) -> str:
        """What that word means here, with its count."""
        return meaning(self.record.recommendation)

    @property
    def because(self) -> str:
        """The strongest reason, or what decided where nothing speaks for the winner."""
        advice = [one.rules[0].because for one in self.record.recommendation.advice if one.strong]
        reasons = [reason.rule.because for reason in self.for_it(self.record.recommendation.winner)]
        return next(iter([*advice, *reasons]), no_reason(self.record.recommendation))

    @property
    def options(self) -> tuple[tuple[str, Standing], ...]:
        """Every option's name with its standing, the winner first."""
        ranking = self.record.recommendation.ranking
        return tuple((self.names.options[standing.option].name, standing) for standing in ranking)

    @property
    def drivers(self) -> tuple[tuple[str, str], ...]:
        """Question and answer, those that the verdict rests on first, as many as fit."""
        return tuple(self._asked(question) for question in self._weighty()[:MOST_DRIVERS])

    @property
    def drivers_left_out(self) -> int:
        """How many answers are not among the drivers."""
        return len(self.record.answers) - len(self.drivers)

    def for_it(self, standing: Standing, most: int = MOST_REASONS) -> tuple[Reason, ...]:
        """The reasons that count for an option."""
        return tuple(reason for reason in standing.for_it if reason.counts)[:most]

    def against_it(self, standing: Standing, most: int = MOST_AGAINST) -> tuple[Reason, ...]:
        """The reasons that count against an option; those that rule it out come by themselves."""
        return tuple(reason for reason in standing.against_it if reason.counts)[:most]

    @property
    def settings(self) -> tuple[Rule, ...]:
        """The warnings of the winner, each with the setting that removes it, as many as fit."""
        return self.record.recommendation.warnings[:MOST_SETTINGS]

    @property
    def settings_left_out(self) -> int:
        """How many warnings are not among them."""
        return len(self.record.recommendation.warnings) - len(self.settings)

    @property
    def flips(self) -> tuple[tuple[str, str, str], ...]:
        """Question, other answer and what it would lead to, of answers that were given."""
        found = changed(self.record.recommendation)[:MOST_FLIPS]
        return tuple((*self._changed(flip), self.names.outcome(flip.outcome)) for flip in found)

    @property
    def demos(self) -> tuple[str, ...]:
        """The demos that show the winner's reasons and warnings live, without repeats."""
        winner = self.record.recommendation.winner
        rules = [*(reason.rule for reason in self.for_it(winner)), *self.settings]
        return tuple(dict.fromkeys(rule.demo for rule in rules if rule.demo))

    @property
    def receipts(self) -> tuple[Shown, ...]:
        """What demos had shown when this was decided, as many as fit."""
        return self.record.receipts[:MOST_RECEIPTS]

    @property
    def receipts_left_out(self) -> int:
        """How many receipts are not among them."""
        return len(self.record.receipts) - len(self.receipts)

    def shown(self, demo: str) -> str:
        """What a demo had shown when this was decided; empty if the record has no receipt of it."""
        for one in self.record.receipts:
            if one.demo == demo:
                return ", ".join([f"shown {one.shown} of {one.times} on {one.day}", *one.versions])
        return ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the winner's reasons can be read, without repeats, as many as fit."""
        rules = [reason.rule for reason in self.for_it(self.record.recommendation.winner)]
        ids = dict.fromkeys(source for rule in rules for source in rule.sources)
        return tuple(self.record.rulebook.sources[source] for source in ids)[:MOST_SOURCES]

    def behind(self, one: WhyNot) -> str:
        """Why another option did not win, with the first rule that says so where it is ruled out."""
        says = count(f"verdict.step_{one.step}", one.behind)
        return f"{says} {one.rules[0].because}" if one.step is Step.RULED_OUT and one.rules else says

    def clause(self, text: str) -> str:
        """A sentence as it goes on after "because": with a small letter, unless it begins with a name."""
        first = text.split(maxsplit=1)[0] if text.strip() else ""
        is_name = first.strip(",.:;'") in self._proper or (len(first) > 1 and not first[1:].islower())
        small = text if is_name else text[:1].lower() + text[1:]
        return small if small.endswith((".", "?")) else f"{small}."

    @cached_property
    def _proper(self) -> frozenset[str]:
        """Words that are written large in the middle of a sentence somewhere in the rulebook: names."""
        told = [rule.because for rule in self.record.rulebook.rules]
        inside = (word for text in told for word in re.findall(r"(?<=[a-z,] )[A-Z]\w*", text))
        return frozenset([*inside, *(word for option in self.record.rulebook.options for word in option.name.split())])

    def _weighty(self) -> list[str]:
        return list(dict.fromkeys([*self._spoken(), *self.record.answers]))

    def _spoken(self) -> Iterator[str]:
        """The answered questions that the ranking's reasons rest on, the winner's first."""
        for _name, standing in self.options:
            rules = [*standing.ruled_out, *(reason.rule for reason in (*standing.for_it, *standing.against_it))]
            yield from (question for rule in rules for question in rule.when if question in self.record.answers)

    def _asked(self, question: str) -> tuple[str, str]:
        return self.names.questions[question].ask, self.names.choices[question, self.record.answers[question]]

    def _changed(self, flip: Flip) -> tuple[str, str]:
        return self.names.questions[flip.question].ask, self.names.choices[flip.question, flip.choice]
