"""A difference as text, and as plain data in a shape that stays: `docs/command-line.md` describes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.cli.clock import Clock
from rules.cli.names import names
from rules.cli.paper import Paper
from rules.cli.shape import SHAPE, Data, identity, outcome
from rules.cli.shares import percent
from rules.cli.wording import count, say
from rules.diff import Difference, Example, RuleChange
from rules.model import Rulebook
from rules.space.compare import Change

MOST_BECOMES = 10


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rulebooks and their difference."""

    old: Rulebook
    new: Rulebook
    difference: Difference
    clock: Clock

    @property
    def becomes(self) -> Sequence[Change]:
        """What becomes of which outcome, what happens most first."""
        return sorted(self.difference.comparison.changes, key=lambda change: -change.count)

    def outcomes(self, it: Change | Example) -> dict[str, str]:
        """Before and after, each in the words of its own rulebook."""
        return {"before": names(self.old).outcome(it.before), "after": names(self.new).outcome(it.after)}


def write_compared(it: Compared, paper: Paper) -> None:
    """How many answer sets change, into what, small examples, rule by rule, and what changed in the vocabulary."""
    size, changed = it.difference.comparison.size, it.difference.comparison.changed
    share = percent(changed / size)
    paper.text(say("diff.changed" if changed else "diff.same", changed=f"{changed:,}", size=f"{size:,}", share=share))
    if it.difference.words:
        paper.text(say("diff.both"))
    _becomes(it, paper)
    _examples(it, paper)
    _rules(it, paper)
    if it.difference.words:
        paper.heading(say("diff.words"))
        paper.items(it.difference.words, marker="* ")
    paper.line()
    paper.text(str(it.clock))
    for side, book in (("old", it.old), ("new", it.new)):
        paper.line(say(f"diff.{side}", version=book.version, digest=book.digest))


def _becomes(it: Compared, paper: Paper) -> None:
    if it.becomes:
        paper.heading(say("diff.becomes"))
        told = it.becomes[:MOST_BECOMES]
        paper.table([[f"{one.count:,}", say("diff.becomes_one", **it.outcomes(one))] for one in told])
        if more := len(it.becomes) - len(told):
            paper.text(count("diff.more", more), indent=2)


def _examples(it: Compared, paper: Paper) -> None:
    examples = it.difference.examples
    if examples:
        paper.heading(count("diff.examples", len(examples)))
    for one in examples:
        answers = " ".join(f"{question}={choice}" for question, choice in one.answers.items())
        texts = {"answers": answers or say("diff.no_answers"), **it.outcomes(one)}
        paper.text(say("diff.example", **texts), indent=2, first="* ")


def _rules(it: Compared, paper: Paper) -> None:
    paper.heading(say("diff.rules"))
    most_first = sorted(it.difference.rules, key=lambda one: -one.changed)
    rows = [[f"{one.changed:,}", _rule(one)] for one in most_first if one.changed]
    quiet = [_rule(one) for one in most_first if not one.changed]
    if rows:
        paper.table(rows)
    if quiet:
        paper.text(say("diff.quiet", rules=", ".join(quiet)), indent=2)
    if not most_first:
        paper.text(say("diff.no_rules"), indent=2)


def _rule(one: RuleChange) -> str:
    return say("diff.rule", rule=one.rule, what=say(f"diff.what_{one.what}"))


def compared_data(it: Compared) -> Data:
    """Everything that differs."""
    found = it.difference
    return {
        "shape": SHAPE,
        "old": identity(it.old),
        "new": identity(it.new),
        "answer_sets": found.comparison.size,
        "changed": found.comparison.changed,
        "changes": [
            {
                "before": outcome(one.before),
                "after": outcome(one.after),
                "answer_sets": one.count,
                "witness": dict(one.witness),
            }
            for one in it.becomes
        ],
        "examples": [
            {"answers": dict(one.answers), "before": outcome(one.before), "after": outcome(one.after)}
            for one in found.examples
        ],
        "rules": [{"rule": one.rule, "what": one.what, "answer_sets": one.changed} for one in found.rules],
        "words": list(found.words),
        "seconds": it.clock.rounded,
    }
