"""What `python -m demos` can do, one file for each command."""
