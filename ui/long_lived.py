"""Keeps Python's garbage collector away from what lives as long as the app.

A full collection looks at every object there is while nothing else runs: with the libraries, the rulebook and the demos
that are 60 to 100 ms, in which no request is answered. What is frozen is not looked at again.
"""

import gc


def freeze() -> None:
    """Spare everything that there is now, rubbish aside, from every further collection."""
    gc.collect()
    gc.freeze()
