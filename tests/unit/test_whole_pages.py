"""A page arrives whole even if a part of it is asked for while the server is too busy to send the rest."""

import asyncio
from pathlib import Path

import pytest
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

from ui import whole_pages

PAGE = """
import streamlit as st

@st.fragment(run_every=60)
def clock():
    st.text("a part")

clock()
for number in range(20):
    st.text(f"line {number}")
"""


FILES = MemoryUploadedFileManager("/files")
LINES = [f"line {number}" for number in range(20)]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    script = tmp_path / "page.py"
    script.write_text(PAGE)
    return script


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch, script: Path) -> None:
    """What every session of Streamlit asks, as a server has it; there is one in a process."""
    monkeypatch.setattr(Runtime, "_instance", None)
    Runtime(RuntimeConfig(str(script), MemoryMediaFileStorage("/media"), FILES))


@pytest.fixture(autouse=True)
def kept_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppSession, "_create_scriptrunner", AppSession._create_scriptrunner)
    whole_pages.keep_whole()


def opened(script: Path) -> AppSession:
    """A session of one visitor."""
    return AppSession(ScriptData(str(script)), FILES, ScriptCache(), None, {})


def ended(session: AppSession) -> ScriptRunner:
    """Wait until the script has ended, and hold the event loop so long: nothing of it is heard meanwhile."""
    runner = session._scriptrunner
    assert runner is not None
    assert runner._script_thread is not None
    runner._script_thread.join(10)
    assert not runner._script_thread.is_alive()
    return runner


async def settled(session: AppSession) -> list[ForwardMsg]:
    """Everything that goes to the browser until nothing runs any more."""
    sent: list[ForwardMsg] = []
    async with asyncio.timeout(10):
        await asyncio.sleep(whole_pages.SOON * 3)
        while session._scriptrunner is not None:
            await asyncio.sleep(whole_pages.SOON)
            sent += session.flush_browser_queue()
    return sent + session.flush_browser_queue()


def texts(sent: list[ForwardMsg]) -> list[str]:
    return [message.delta.new_element.text.body for message in sent if message.delta.new_element.HasField("text")]


def the_part(sent: list[ForwardMsg]) -> str:
    return next(message.auto_rerun.fragment_id for message in sent if message.HasField("auto_rerun"))


def finishes(sent: list[ForwardMsg]) -> list[int]:
    return [message.script_finished for message in sent if message.HasField("script_finished")]


def test_a_part_that_is_asked_for_at_the_end_of_the_page_comes_after_the_whole_page(script: Path) -> None:
    async def story() -> list[ForwardMsg]:
        session = opened(script)
        session.request_rerun(ClientState())
        part = the_part(await settled(session))
        session.request_rerun(ClientState())
        ended(session)
        session.request_rerun(ClientState(fragment_id=part, is_auto_rerun=True))
        return await settled(session)

    sent = asyncio.run(story())

    assert {*texts(sent)} == {"a part", *LINES}
    assert finishes(sent) == [ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY]


def test_the_whole_page_is_drawn_without_waiting_even_then(script: Path) -> None:
    async def story() -> list[ForwardMsg]:
        session = opened(script)
        session.request_rerun(ClientState())
        first = ended(session)
        session.request_rerun(ClientState())
        assert session._scriptrunner is not first
        return await settled(session)

    assert texts(asyncio.run(story())) == ["a part", *LINES]


def test_a_visitor_who_is_gone_is_drawn_nothing_more(script: Path) -> None:
    async def story() -> list[ForwardMsg]:
        session = opened(script)
        session.request_rerun(ClientState())
        await settled(session)
        session.shutdown()
        session._create_scriptrunner(RerunData())
        return await settled(session)

    assert asyncio.run(story()) == []
