"""A sample of answer sets: it shows quickly of most rules that something comes of them."""

import numpy as np

from rules.model import Rule, Rulebook
from rules.space.batch import Cells, batch


class Sample:
    """Some answer sets of a rulebook, always the same, those first where two options are closest."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._tables = batch(rulebook)
        self._options = [option.id for option in rulebook.options]
        firing = self._tables.firing(_some(rulebook))
        balances = np.sort(self._tables.balances(firing), 0)
        self._firing = firing[:, np.argsort(balances[-1] - balances[-2], kind="stable")]
        self._judged = self._tables.judged(self._firing)
        self._rows = {rule.id: row for row, rule in enumerate(rulebook.rules)}

    def moves(self, rule: Rule) -> bool:
        """Whether the closest of the answer sets where the rule holds end otherwise without it."""
        row = self._rows[rule.id]
        where = np.flatnonzero(self._firing[row])[:_CLOSE]
        without = self._firing[:, where]
        without[row] = False
        return bool((self._tables.judged(without) != self._judged[where]).any())

    def warns(self, rule: Rule) -> bool:
        """Whether an option that the rule warns of leads where it holds."""
        leaders = self._judged[self._firing[self._rows[rule.id]]] % self._tables.codes.rankings % len(self._options)
        return bool(np.isin(leaders, [self._options.index(option) for option in rule.warns]).any())


def _some(rulebook: Rulebook) -> Cells:
    chance = np.random.default_rng(0)
    columns = [chance.integers(len(question.choices), size=_SIZE) for question in rulebook.questions]
    return np.stack(columns, 1).astype(np.int8)


_SIZE = 4096
_CLOSE = 128
