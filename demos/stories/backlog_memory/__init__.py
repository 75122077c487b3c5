"""Tasks pile up in each broker, and each is asked how much memory that costs; one Redis has a limit."""
