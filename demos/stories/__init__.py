"""One folder for each demo."""
