def roman(number: int) -> str:
    """The number in Roman letters."""
    return "I" * number
