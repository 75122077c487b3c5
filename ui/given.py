"""Reads the answers that a browser gives. It could send anything, so they are read like those of an address."""

from collections.abc import Mapping

from rules import Rulebook, read_answers


def answers(given: object, rulebook: Rulebook) -> Mapping[str, str] | None:
    """The answers that the rulebook knows; None if what was given is no set of answers at all."""
    if not isinstance(given, dict):
        return None
    return read_answers([(str(name), str(choice)) for name, choice in given.items()], rulebook).answers
