"""The HTTP interface: what the pages and the command line answer, for programs."""
