"""Lets what the server sends leave at once.

Python's asyncio switches off Nagle's algorithm for sockets that were made with the number of TCP, and Streamlit makes
the server's without. An answer in two parts, head and body, then waits 40 ms for the client's delayed acknowledgement.
"""

import os
import socket
from contextlib import suppress
from pathlib import Path

OPEN_FILES = Path("/dev/fd")
"""What this process has open, on Linux and macOS."""


def switch_on() -> None:
    """Switch Nagle's algorithm off for every TCP socket of this process; those that a server accepts inherit it."""
    for number in _open_files():
        # Files and pipes are among them, and what was closed in the meantime.
        with suppress(OSError), socket.socket(fileno=os.dup(number)) as shared:
            if shared.family in (socket.AF_INET, socket.AF_INET6) and shared.type == socket.SOCK_STREAM:
                shared.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _open_files() -> list[int]:
    with suppress(OSError):
        return [int(each.name) for each in OPEN_FILES.iterdir() if each.name.isdigit()]
    return []
