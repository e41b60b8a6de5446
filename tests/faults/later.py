"""The service in a process whose clock says that it was away for a while: what a dead one had leased is free."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from convoca.calls import find_call
from convoca.example.clock import ShiftedClock
from convoca.following import reading_again
from convoca.secret import service_key
from convoca.service import running
from convoca.settings import load_settings
from convoca.storing import open_store
from core.system import SystemClock, SystemIds
from tests.support.forked import Forked, forked, inhabit

AWAY = timedelta(seconds=31)
"""Longer than any lease."""


def serve_later(deaths: int, folder: Path, settings: Mapping[str, str], log: Path) -> Forked:
    """Run the whole service with these settings; by its clock every death has cost it so much time."""
    return forked(_serve, deaths * AWAY, folder, dict(settings), log)


def _serve(away: timedelta, folder: Path, settings: Mapping[str, str], log: Path) -> None:
    inhabit(folder, settings, log)
    asyncio.run(_run(away))


async def _run(away: timedelta) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    settings, ids, clock = load_settings(), SystemIds(), ShiftedClock(SystemClock())
    clock.forward(away)
    await (await open_store(settings.database)).close()
    key, reload = service_key(settings, ids), reading_again(settings.call)
    async with running(settings, find_call(settings.call), clock=clock, ids=ids, key=key, reload=reload):
        await stop.wait()
