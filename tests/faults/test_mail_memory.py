"""Memory stays flat however many letters come: one running service, letters of every sort over 32 connections."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from convoca.calls import find_call
from tests.convoca.process import DOMAIN, Serving
from tests.faults.crowd import open_call
from tests.faults.post_load import asked, bring, letters

KEY = "a key that is only for this load, thirty-two characters and more"
MOST_GROWTH = 24_000_000
"""Bytes between the first letters, when everything is loaded and warm, and the last."""


def held_now(serving: Serving) -> int:
    """Bytes that the service holds at this moment."""
    assert serving.process is not None
    status = Path(f"/proc/{serving.process.pid}/status").read_text("ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found
    return int(found.group(1)) * 1024


async def handled(serving: Serving, count: int) -> None:
    """Wait until so many letters are through; it fails where none is for a minute."""
    seen = idle = 0
    while seen < count:
        ((done,),) = serving.rows("SELECT count(*) FROM inbox WHERE state <> 'waiting'")
        assert isinstance(done, int)
        idle = 0 if done > seen else idle + 1
        seen = done
        assert idle < 300, f"{seen} of {count}\n{serving.log}"
        await asyncio.sleep(0.2)


async def run(folder: Path, *, warm: int, load: int, people: tuple[int, int]) -> None:
    """Bring `warm` letters, look, bring the rest of `load`, look again."""
    file = open_call(folder)
    invited = await asked(folder / "convoca.sqlite", find_call(str(file)), KEY.encode(), *people)
    serving = Serving(folder, call=str(file), more={"secret_key": KEY})
    serving.start(only="mail,web")
    try:
        await bring(serving.smtp, letters(invited, DOMAIN, range(warm), seed=5))
        await handled(serving, warm)
        before = held_now(serving)
        await bring(serving.smtp, letters(invited, DOMAIN, range(warm, load), seed=5))
        await handled(serving, load)
        after = held_now(serving)
        kinds = dict(serving.rows("SELECT note, count(*) FROM inbox GROUP BY note"))
        assert set(kinds) == {"reply", "auto_reply", "bounce"}, kinds
        assert serving.rows("SELECT count(*) FROM inbox WHERE state <> 'done'") == [(0,)]
        assert serving.rows("SELECT count(*) FROM participations WHERE accepted_at IS NULL") == [(0,)]
        assert after - before < MOST_GROWTH, f"{before} -> {after}, most {serving.memory()}"
    finally:
        serving.end()


async def test_memory_is_flat_over_eight_hundred_letters(tmp_path: Path) -> None:
    await run(tmp_path, warm=200, load=800, people=(4, 5))


@pytest.mark.soak
async def test_memory_is_flat_over_a_hundred_thousand_letters(tmp_path: Path) -> None:
    await run(tmp_path, warm=5_000, load=100_000, people=(60, 5))
