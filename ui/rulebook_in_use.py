"""The rulebook that this session works with: the one of the app, unless the visitor brought one of their own."""

from rules import Rulebook, read_answers
from ui import state
from ui.team_rulebook import rulebook_of_the_app


def rulebook() -> Rulebook:
    """The rulebook that every page of this session asks, recommends and explains from.

    Raises:
        RulebookError: the rulebook of the app cannot be used.
    """
    return state.own_rulebook() or of_the_app()


def of_the_app() -> Rulebook:
    """The rulebook that every session begins with.

    Raises:
        RulebookError: it cannot be used.
    """
    return rulebook_of_the_app()


def use(own: Rulebook) -> None:
    """Work with a visitor's own rulebook, in this session alone."""
    _change(own)


def give_back() -> None:
    """Go back to the rulebook of the app."""
    _change(None)


def _change(own: Rulebook | None) -> None:
    """Change the rulebook. Answers that the other one does not know are dropped and told."""
    state.set_own_rulebook(own)
    reading = read_answers(state.answers().items(), rulebook())
    state.set_answers({})  # forgets what was tried with the other one, too
    state.set_answers(reading.answers)
    state.set_unfit(reading if reading.dropped else None)
