"""The web on loopback over a real SQLite file, and the system's Chromium to visit it with."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright

from bot.web.app import build
from bot.web.service import WebSettings
from convoca.example.clock import HandClock
from convoca.listening import listening
from core.call.shipped import shipped_call
from core.store import SqlStore
from core.system import SystemIds
from core.usecases.desk import Desk
from tests.browser.site import Site
from tests.support.records import NOON
from tests.support.store import database, empty_database, store

__all__ = ["database", "empty_database", "store"]

CHROMIUM = os.environ.get("CONVOCA_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
HEADLESS_AS_ROOT = ["--no-sandbox", "--disable-dev-shm-usage"]


@pytest.fixture
async def site(store: SqlStore) -> AsyncIterator[Site]:
    """The service is up; time stands at a noon at which the call is open."""
    desk = Desk(
        call=shipped_call("lacigf-2025"), clock=HandClock(NOON), ids=SystemIds(), key=b"k" * 32,
        secretariat=("secretaria@foro.example",),
    )  # fmt: skip
    app = build(desk, store, WebSettings(public_url="http://127.0.0.1"))
    async with listening(app, "127.0.0.1", 0) as port:
        yield Site(f"http://127.0.0.1:{port}", desk, store)


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this system (apt-get install chromium)")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=HEADLESS_AS_ROOT)
        yield browser
        await browser.close()
