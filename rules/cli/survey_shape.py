"""A survey as plain data, in a shape that stays: `docs/command-line.md` describes it."""

from typing import Any

from rules.atlas import Share
from rules.cli.shape import SHAPE, Data, identity, outcome
from rules.cli.survey import Survey


def survey_data(it: Survey) -> Data:
    """Everything that was counted, as exact numbers, and the seconds that it took."""
    return {
        "shape": SHAPE,
        "rulebook": identity(it.rulebook),
        "answers": dict(it.answers),
        "answer_sets": it.size,
        "outcomes": _outcomes(it.shares),
        "per_answer": [
            {"question": question, "choice": choice, "answer_sets": sum(share.values()), "outcomes": _outcomes(share)}
            for (question, choice), share in it.per_answer.items()
        ],
        "groups": [
            {"questions": list(group.questions), "cells": group.cells, "rules": list(group.rules)}
            for group in it.groups
        ],
        "states": dict(it.states),
        "seconds": it.clock.rounded,
    }


def _outcomes(share: Share) -> list[dict[str, Any]]:
    size = sum(share.values())
    most_first = sorted(share.items(), key=lambda item: -item[1])
    return [outcome(end) | {"answer_sets": number, "share": number / size} for end, number in most_first]
