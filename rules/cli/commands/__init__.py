"""One module for each command: `flags` says what it takes, `run` does it and returns the exit code."""
