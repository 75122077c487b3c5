"""Says how large a part of the whole something is."""

SMALLEST = 0.0001


def percent(share: float) -> str:
    """A share in percent. What is not all and not nothing never looks like it."""
    if 0 < share < SMALLEST:
        return f"<{SMALLEST:.2%}"
    if 1 - SMALLEST < share < 1:
        return f">{1 - SMALLEST:.2%}"
    return f"{share:.2%}"
