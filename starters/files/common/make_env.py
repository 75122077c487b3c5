"""Writes `.env`: a random password, free ports, and the addresses that compose and the programs read from it."""

import secrets
import socket
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write the file once; an old one has the password of a broker that may be up, and stays."""
    given = {"password": secrets.token_hex(16), **free_ports("port", "results_port")}
    lines = [file.read_text(encoding="utf-8").format(**given) for file in sorted(HERE.glob("env*.example"))]
    with (HERE / ".env").open("x", encoding="utf-8") as env:
        env.writelines(lines)


def free_ports(*names: str) -> dict[str, int]:
    """Give each name a port of its own that nobody listens on."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in names]
        return {name: each.getsockname()[1] for name, each in zip(names, sockets, strict=True)}


if __name__ == "__main__":
    main()
