"""Visitors by the dozen: sessions that are open and in use, without a browser drawing each of them."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count as counted
from random import Random
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from rules import shipped_rulebook
from ui import questions

EVERY = 5.0
"""Seconds between two answers of one visitor, on average."""

_OPENED = 60.0


class Questions(NamedTuple):
    """Where they are on the page: the id of their component, and of the part that is drawn anew by itself."""

    id: str
    part: str


@asynccontextmanager
async def visitors(url: str, count: int, *, seed: int) -> AsyncIterator[None]:
    """Have so many visitors on the first page of the app. Each answers a question by chance every five seconds."""
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
    answers: dict[str, str] = {}
    async with connect(address, origin=url, subprotocols=["streamlit"], max_size=None) as session:  # type: ignore[arg-type, list-item]
        found = await _drawn(session)
        ready.set()
        for number in counted(1):
            await asyncio.sleep(chance.uniform(0.5, 1.5) * EVERY)
            question = chance.choice(shipped_rulebook().questions)
            answers[question.id] = chance.choice(question.choices).id
            await session.send(_answer(found, number, answers))
            await _finished(session)


async def _drawn(session: ClientConnection) -> Questions:
    """Let the whole page be drawn; find the questions."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    await session.send(bytes(message.SerializeToString()))
    elements = [message.delta async for message in _messages(session)]
    (found,) = [
        Questions(delta.new_element.bidi_component.id, delta.fragment_id)
        for delta in elements
        if delta.new_element.bidi_component.id.endswith(f"-{questions.KEY}")
    ]
    return found


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


def _answer(found: Questions, number: int, answers: Mapping[str, str]) -> bytes:
    """All answers, as the questions give them after a click; `number` counts the clicks."""
    given = json.dumps({"given": {"number": number, "answers": answers}})
    message = BackMsg()
    message.rerun_script.fragment_id = found.part
    message.rerun_script.widget_states.widgets.append(WidgetState(id=found.id, json_value=given))
    return bytes(message.SerializeToString())
