"""What the server sends in two parts does not wait for the client between them."""

import socket
from pathlib import Path

from ui import prompt_answers


def nodelay(sock: socket.socket) -> bool:
    return bool(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


def test_a_server_that_is_there_accepts_connections_that_do_not_wait() -> None:
    # Made as Streamlit makes it: without the number of TCP, so that asyncio passes it over.
    with socket.socket(family=socket.AF_INET) as server:
        server.bind(("127.0.0.1", 0))
        prompt_answers.switch_on()
        server.listen()
        with socket.create_connection(server.getsockname()) as client:
            accepted, _ = server.accept()
            with accepted:
                assert nodelay(accepted)
                assert not nodelay(client)


def test_whatever_else_is_open_stays_open_and_as_it_is(tmp_path: Path) -> None:
    one, other = socket.socketpair()
    with one, other, (tmp_path / "file").open("w") as file:
        prompt_answers.switch_on()

        one.sendall(b"still here")
        assert other.recv(16) == b"still here"
        file.write("still here")
