"""What ends a command early. The texts say what happened, what was expected and what to do."""


class Misuse(Exception):
    """The command cannot do what was asked, because of how it was called or what it was given."""
