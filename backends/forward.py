"""Carries bytes between a port of its own and another one, both on the loopback interface, until it is ended.

`python forward.py PORT` prints the number of its own port as soon as it listens. It knows nothing of Queuewise and
needs nothing but Python, so it is there in a moment. See `wire`, which starts it.
"""

import asyncio
import sys
from asyncio import StreamReader, StreamWriter
from contextlib import suppress

_LOOPBACK = "127.0.0.1"
_CHUNK = 1 << 16


async def _listen(target: int) -> None:
    async def meet(reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError):
            await _join(reader, writer, target)
        writer.close()

    async with await asyncio.start_server(meet, _LOOPBACK, 0) as server:
        print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - that is how it is found
        await server.serve_forever()


async def _join(reader: StreamReader, writer: StreamWriter, target: int) -> None:
    """Carry both ways until one side closes; then what was carried arrives, and the other side is closed, too."""
    behind, beyond = await asyncio.open_connection(_LOOPBACK, target)
    ways = [asyncio.create_task(_carry(reader, beyond)), asyncio.create_task(_carry(behind, writer))]
    await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    beyond.close()
    for way in ways:
        way.cancel()


async def _carry(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()


if __name__ == "__main__":
    asyncio.run(_listen(int(sys.argv[1])))
