"""Visitors by the dozen: sessions that are open and in use, without a browser drawing each of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

EVERY = 5.0
"""Seconds between two answers of one visitor, on average."""

_OPENED = 60.0


@asynccontextmanager
async def visitors(url: str, count: int, *, seed: int) -> AsyncIterator[None]:
    """Have so many visitors on the first page of the app. Each makes it draw a part anew every five seconds."""
    chance = Random(seed)
    async with asyncio.TaskGroup() as group:
        ready = [asyncio.Event() for _ in range(count)]
        tasks = [group.create_task(_visit(url, each, Random(chance.random()))) for each in ready]
        async with asyncio.timeout(_OPENED):
            for each in ready:
                await each.wait()
        yield
        for task in tasks:
            task.cancel()


async def _visit(url: str, ready: asyncio.Event, chance: Random) -> None:
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(address, origin=url, subprotocols=["streamlit"], max_size=None) as session:  # type: ignore[arg-type, list-item]
        parts = await _drawn(session)
        ready.set()
        while True:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * EVERY)
            await session.send(_rerun(chance.choice(parts)))
            await _finished(session)


async def _drawn(session: ClientConnection) -> list[str]:
    """Let the whole page be drawn; give the parts of it that can be drawn anew by themselves."""
    await session.send(_rerun(""))
    parts = [message.delta.fragment_id async for message in _messages(session) if message.delta.fragment_id]
    return list(dict.fromkeys(parts))


async def _finished(session: ClientConnection) -> None:
    async for _ in _messages(session):
        pass


async def _messages(session: ClientConnection) -> AsyncIterator[ForwardMsg]:
    """What the app sends until it has drawn."""
    async for sent in session:
        message = ForwardMsg.FromString(sent if isinstance(sent, bytes) else sent.encode())
        yield message
        if message.WhichOneof("type") == "script_finished":
            return


def _rerun(fragment: str) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = ""
    message.rerun_script.fragment_id = fragment
    return bytes(message.SerializeToString())
