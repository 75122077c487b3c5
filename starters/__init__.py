"""What a recommendation gives to take home: code that ran here, settings, a compose file, a test and the reasons."""

from starters.starter import NoStarter, starter_of

__all__ = ["NoStarter", "starter_of"]
