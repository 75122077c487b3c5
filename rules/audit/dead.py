"""Rules that never change anything that a person can see.

A sample of answer sets shows of most rules that they change an outcome. What it does not show is decided exactly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from rules.atlas import Atlas
from rules.audit.finding import Finding, Gate
from rules.audit.pairs import first_answers
from rules.model import Kind, Rule, Rulebook
from rules.space.batch import Batch, Cells, Ints, batch
from rules.space.coupling import deciding, leads_elsewhere
from rules.space.headlines import headline_diagram
from rules.space.variants import unheard
from rules.space.walk import letters, twins


def dead_rules(atlas: Atlas, silent: frozenset[str]) -> Iterator[Finding]:
    """Rules without effect, apart from those of which that is known already (`silent`)."""
    rulebook = atlas.rulebook
    left = [rule for rule in _unproven(rulebook) if rule.id not in silent]
    for rule in [*unheard(rulebook, [rule for rule in left if not leads_elsewhere(rule)]), *_never_first(atlas, left)]:
        yield _dead(rulebook, rule, "changes no outcome of any answer set. Remove it or give it more weight.")
    for rule in rulebook.rules:
        if rule.kind is Kind.WARNS and rule.id not in silent and not _shown(atlas, rule):
            yield _dead(rulebook, rule, "warns of options that never lead when it holds. Remove it or widen it.")


def _unproven(rulebook: Rulebook) -> Iterator[Rule]:
    """Rules that should move outcomes and of which a sample does not show it."""
    tables = batch(rulebook)
    firing = tables.firing(_sample(rulebook))
    balances = np.sort(tables.balances(firing), 0)
    firing = firing[:, np.argsort(balances[-1] - balances[-2], kind="stable")] if len(balances) > 1 else firing
    moving = {rule.id for rule in deciding(rulebook.rules)}
    for row, rule in enumerate(rulebook.rules):
        if rule.id in moving and not _changes(tables, firing, row):
            yield rule


def _changes(tables: Batch, firing: Ints, row: int) -> bool:
    """Whether the closest of the answer sets at which a rule fires end otherwise without it."""
    close = firing[:, np.flatnonzero(firing[row])[:_CLOSE]]
    before = tables.judged(close)
    close[row] = False
    return bool((tables.judged(close) != before).any())


def _sample(rulebook: Rulebook) -> Cells:
    chance = np.random.default_rng(0)
    columns = [chance.integers(len(question.choices), size=_SAMPLE) for question in rulebook.questions]
    return np.stack(columns, 1).astype(np.int8)


def _never_first(atlas: Atlas, rules: Sequence[Rule]) -> Iterator[Rule]:
    """Rules that point to an alternative, but without which the headline is always the same."""
    groups = [level.questions for level in atlas.headline.levels]
    for rule in filter(leads_elsewhere, rules):
        pair = [atlas.headline, headline_diagram(without(atlas.rulebook, rule), groups)]
        levels = zip(*(diagram.levels for diagram in pair), strict=True)
        first = twins(pair, [letters(both, {}) for both in levels])[0]
        if first[0][0] == first[1][0]:
            yield rule


def without(rulebook: Rulebook, rule: Rule) -> Rulebook:
    """The rulebook with one rule less."""
    return replace(rulebook, rules=tuple(other for other in rulebook.rules if other is not rule))


def _shown(atlas: Atlas, rule: Rule) -> bool:
    """Whether an option that a warning is about leads somewhere where the warning holds."""
    options = [option.id for option in atlas.rulebook.options]
    counts = atlas.ranking.count(atlas.within(rule.when))
    return any(counts[options.index(option)] or counts[options.index(option) + len(options)] for option in rule.warns)


def _dead(rulebook: Rulebook, rule: Rule, says: str) -> Finding:
    return Finding(
        gate=Gate.DEAD_RULE,
        says=f'The rule "{rule.id}" {says}',
        place=rulebook.places.get(("rule", rule.id)),
        witness=first_answers(rule),
        rules=(rule.id,),
    )


_SAMPLE = 4096
_CLOSE = 128
