"""The exit codes. `help.exit_codes` in the wording tells people."""

FINE = 0
GATE_FAILED = 1
WRONG_USE = 2
INTERRUPTED = 130
"""128 and the number of SIGINT, as shells have it."""
READER_GONE = 141
"""128 and the number of SIGPIPE."""
