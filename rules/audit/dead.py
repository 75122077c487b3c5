"""Rules that never change anything that a person can see. What a sample does not show is decided exactly."""

from collections.abc import Callable, Iterator, Sequence, Set

import numpy as np

from rules.atlas import Atlas
from rules.audit.finding import Finding, Gate
from rules.audit.holding import first_answers
from rules.audit.quoted import clauses_in_words, quoted
from rules.audit.sample import Sample
from rules.audit.witness import fewest
from rules.model import Kind, Rule, Rulebook
from rules.space.batch import Batch, Cells, Ints, batch
from rules.space.compare import same
from rules.space.coupling import deciding, leads_elsewhere
from rules.space.headlines import headline_diagram
from rules.space.variants import unheard, without
from rules.space.walk import letters, twins


def dead_rules(atlas: Atlas, drowned: Set[str]) -> Iterator[Finding]:
    """Rules without effect, apart from those that another one drowns out. All that are found can go at once."""
    rulebook = without(atlas.rulebook, [rule for rule in atlas.rulebook.rules if rule.id in drowned])
    sample = Sample(rulebook)
    found = (*_removable(rulebook, _idle(atlas, rulebook, sample)), *_unseen(atlas, rulebook, sample))
    ids = {rule.id for rule in found}
    yield from (_finding(rulebook, rule) for rule in rulebook.rules if rule.id in ids)


def _idle(atlas: Atlas, rulebook: Rulebook, sample: Sample) -> list[Rule]:
    """Every rule without which, alone, all outcomes stay."""
    left = [rule for rule in deciding(rulebook.rules) if not sample.moves(rule)]
    weighing = [rule for rule in left if not leads_elsewhere(rule)]
    pointing = [rule for rule in left if leads_elsewhere(rule)]
    return [*unheard(rulebook, weighing), *_never_first(atlas, rulebook, pointing)]


def _unseen(atlas: Atlas, rulebook: Rulebook, sample: Sample) -> Iterator[Rule]:
    """Warnings of options that never lead where they hold."""
    for rule in rulebook.rules:
        if rule.kind is Kind.WARNS and not sample.warns(rule) and not _shown(atlas, rule):
            yield rule


def _removable(rulebook: Rulebook, rules: Sequence[Rule]) -> Sequence[Rule]:
    """Those of the rules without which, together, all outcomes stay. Of two that stand in for each other, the later.

    Of very many that stand in for each other only some are told, so that it does not take long.
    """
    found: list[Rule] = []
    left = [rules] if rules else []
    tries = _TRIES
    while left and tries:
        several, tries = left.pop(), tries - 1
        if same(without(rulebook, found), without(rulebook, [*found, *several])):
            found += several
        elif len(several) > 1:
            left += [several[: len(several) // 2], several[len(several) // 2 :]]
    return found


def _never_first(atlas: Atlas, rulebook: Rulebook, rules: Sequence[Rule]) -> Iterator[Rule]:
    """Rules that point to an alternative, but without which the headline is always the same."""
    groups = [level.questions for level in atlas.headline.levels]
    for rule in rules:
        pair = [atlas.headline, headline_diagram(without(rulebook, [rule]), groups)]
        levels = zip(*(diagram.levels for diagram in pair), strict=True)
        first = twins(pair, [letters(both, {}) for both in levels])[0]
        if first[0][0] == first[1][0]:
            yield rule


def _shown(atlas: Atlas, rule: Rule) -> bool:
    """Whether an option that a warning is about leads somewhere where the warning holds."""
    options = [option.id for option in atlas.rulebook.options]
    counts = atlas.ranking.count(atlas.within(rule.when))
    return any(counts[options.index(option)] or counts[options.index(option) + len(options)] for option in rule.warns)


def _finding(rulebook: Rulebook, rule: Rule) -> Finding:
    first = {question.id: question.choices[0].id for question in rulebook.questions}
    holding = first | first_answers(rule)
    return Finding(
        gate=Gate.DEAD_RULE,
        says=f'The rule "{rule.id}" holds where {clauses_in_words(rule.when)}. {_effect(rule)}',
        place=rulebook.places.get(("rule", rule.id)),
        witness=fewest(rulebook, holding, _in_vain(rulebook, rule), least=len(rule.when)),
        rules=(rule.id,),
    )


def _effect(rule: Rule) -> str:
    if rule.kind is Kind.WARNS:
        return f"There {quoted(rule.warns)} never leads, so nobody sees the warning. Remove it or widen it."
    if rule.kind is Kind.LOOK_ELSEWHERE:
        return f'There "{rule.look_elsewhere}" is never the headline because of it. Remove it or change its answers.'
    return "It changes no outcome there, whatever else is answered. Remove it or give it more weight."


def _in_vain(rulebook: Rulebook, rule: Rule) -> Callable[[Cells], Ints]:
    """Whether the rule holds and nothing comes of it."""
    tables, row = batch(rulebook), rulebook.rules.index(rule)
    warned = [place for place, option in enumerate(rulebook.options) if option.id in rule.warns]

    def vain(cells: Cells) -> Ints:
        firing = tables.firing(cells)
        judged = tables.judged(firing)
        heeded = np.isin(judged % tables.codes.rankings % len(rulebook.options), warned)
        found: Ints = firing[row] & ~heeded & (_judged_without(tables, firing, row) == judged)
        return found

    return vain


def _judged_without(tables: Batch, firing: Ints, row: int) -> Ints:
    less = firing.copy()
    less[row] = False
    return tables.judged(less)


_TRIES = 32
