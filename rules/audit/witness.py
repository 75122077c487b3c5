"""Makes a witness small enough to be looked at."""

from collections.abc import Callable

from rules.model import Answers


def smallest(answers: Answers, shows: Callable[[Answers], bool]) -> dict[str, str]:
    """The answers without those that are not needed: as long as fewer of them show the same, one is left out."""
    kept = dict(answers)
    for question in reversed(list(answers)):
        fewer = {name: choice for name, choice in kept.items() if name != question}
        if shows(fewer):
            kept = fewer
    return kept
