"""Whole conversations, kept as readable text: the terminal, the web and Telegram show the same, act by act.

The text of a transcript is the terminal's; `CONVOCA_UPDATE_TRANSCRIPTS=1` writes it anew. Each channel plays in a
service of its own, and in the end all three have stored the same.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from shutil import copy

import pytest

from core.store import SqlStore
from tests.core.dialogue.test_transcripts import UPDATE
from tests.golden.channels.telegram import Phone
from tests.golden.channels.terminal import Talk
from tests.golden.channels.web import Browsing
from tests.golden.directions import DIRECTIONS
from tests.golden.house import House, Script
from tests.golden.stored import stored
from tests.golden.view import View, as_in_telegram, as_in_terminal
from tests.support.store import empty_database

__all__ = ["empty_database"]

FOLDER = Path(__file__).parent / "transcripts"


@asynccontextmanager
async def house(empty: Path, at: Path) -> AsyncIterator[House]:
    store = SqlStore(str(copy(empty, at)))
    try:
        yield House(store, DIRECTIONS)
    finally:
        await store.close()


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
async def test_the_same_story_in_every_channel(path: Path, tmp_path: Path, empty_database: Path) -> None:
    written = _read(path)
    async with (
        house(empty_database, tmp_path / "terminal.sqlite") as at_desk,
        house(empty_database, tmp_path / "web.sqlite") as on_web,
        house(empty_database, tmp_path / "telegram.sqlite") as on_phone,
    ):
        script = Script(written)
        talk = Talk(at_desk, script)
        await talk.play()
        told = "\n".join((script.first, *talk.text)) + "\n"
        if os.environ.get(UPDATE):
            _write(path, told)
        browsing, phone = Browsing(on_web, script), Phone(on_phone, script)
        await browsing.play(talk.steps)
        await phone.play(talk.steps)
        acts = ["", *(step.words for step in talk.steps if step.is_act)]
        assert_alike(acts, talk.views, [as_in_terminal(view) for view in browsing.views])
        assert_alike(acts, phone.views, [as_in_telegram(view) for view in browsing.views])
        assert await stored(at_desk) == await stored(on_web) == await stored(on_phone)
    assert told == _read(path)


def assert_alike(acts: list[str], shown: list[View], on_web: list[View]) -> None:
    """After every act the channel shows what the web shows."""
    for number, (act, here, there) in enumerate(zip(acts, shown, on_web, strict=True)):
        assert here == there, f"after {act!r} ({number})"


def _read(path: Path) -> str:
    return path.read_text("utf-8")


def _write(path: Path, told: str) -> None:
    path.write_text(told, "utf-8")
