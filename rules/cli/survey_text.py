"""A survey as text."""

from collections import Counter
from collections.abc import Mapping

from rules.atlas import Share
from rules.cli.names import Names, names
from rules.cli.paper import Paper
from rules.cli.shares import percent
from rules.cli.survey import Survey
from rules.cli.wording import count, say
from rules.recommendation import Outcome


def write_survey(it: Survey, paper: Paper) -> None:
    """The shares of every outcome, per answer if that was counted, the sizes, and the time it took."""
    known = names(it.rulebook)
    paper.text(count("atlas.answer_sets", it.size))
    if it.answers:
        paper.text(say("atlas.under", answers=known.answers(it.answers.items())))
    _options(it.shares, known, paper)
    _outcomes(it.shares, known, paper)
    _per_answer(it, known, paper)
    _groups(it, paper)
    paper.heading(say("atlas.states", **{name: f"{number:,}" for name, number in it.states.items()}))
    paper.text(str(it.clock))
    paper.text(say("verdict.made_by", version=it.rulebook.version, digest=it.rulebook.digest))


def _options(shares: Share, known: Names, paper: Paper) -> None:
    """Each option, whatever the headline is, and each headline, whatever the option is."""
    options: Counter[str] = Counter()
    headlines: Counter[str] = Counter()
    for end, number in shares.items():
        options[known.outcome(Outcome(end.option, None, end.fits))] += number
        headlines[known.alternatives[end.instead].name if end.instead else say("atlas.no_alternative")] += number
    for title, found in (("atlas.options", options), ("atlas.headlines", headlines)):
        paper.heading(say(title))
        _table(found, paper)


def _outcomes(shares: Share, known: Names, paper: Paper) -> None:
    paper.heading(count("atlas.outcomes", len(shares)))
    _table(Counter({known.outcome(end): number for end, number in shares.items()}), paper)


def _table(found: "Counter[str]", paper: Paper, *, indent: int = 2) -> None:
    size = found.total()
    paper.table([[percent(n / size), f"{n:,}", name] for name, n in found.most_common()], indent=indent)


def _per_answer(it: Survey, known: Names, paper: Paper) -> None:
    asked = ""
    for (question, choice), share in it.per_answer.items():
        if question != asked:
            paper.heading(known.questions[question].ask)
            asked = question
        paper.text(known.choices[question, choice], indent=2)
        _table(_by_option(share, known), paper, indent=4)


def _by_option(share: Mapping[Outcome, int], known: Names) -> "Counter[str]":
    found: Counter[str] = Counter()
    for end, number in share.items():
        found[known.outcome(Outcome(end.option, None, end.fits))] += number
    return found


def _groups(it: Survey, paper: Paper) -> None:
    coupled = [group for group in it.groups if len(group.questions) > 1]
    paper.heading(count("atlas.groups", len(coupled), alone=len(it.groups) - len(coupled)))
    for group in coupled:
        paper.text(count("atlas.group", group.cells, questions=", ".join(group.questions)), indent=2, first="* ")
        paper.text(say("atlas.coupled_by", rules=", ".join(group.rules)), indent=4)
