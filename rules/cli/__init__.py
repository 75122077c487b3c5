"""The command line: every command reads answers or a rulebook, calls the engine and prints the value that comes back.

`program` chooses the command, one module holds each command, `wording/` has all words for people.
"""
