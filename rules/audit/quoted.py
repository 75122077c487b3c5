"""Names ids, answers and numbers inside of a sentence."""

from collections.abc import Iterable, Mapping, Sequence

from rules.model import Answers


def quoted(ids: Iterable[str]) -> str:
    """Ids, each in quotes."""
    return ", ".join(f'"{name}"' for name in ids)


def answers_in_words(answers: Answers) -> str:
    """Answers as they are spoken of."""
    return clauses_in_words({question: (choice,) for question, choice in answers.items()})


def clauses_in_words(when: Mapping[str, Sequence[str]]) -> str:
    """The clauses of a rule as they are spoken of."""
    return " and ".join(
        f'"{question}" is ' + " or ".join(f'"{c}"' for c in wanted) for question, wanted in when.items()
    )


def answer_sets(number: int) -> str:
    """So many answer sets."""
    return f"{number:,} answer set{'' if number == 1 else 's'}"
