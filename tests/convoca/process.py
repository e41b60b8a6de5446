"""convoca as its operators have it: processes with settings in their environment, and sockets."""

from __future__ import annotations

import asyncio
import atexit
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from urllib.error import URLError
from urllib.request import urlopen

from convoca.example.browser import Browser
from convoca.example.mailbox import Mailbox, Received
from convoca.example.ports import free_port
from convoca.tour.building import write
from tests.convoca.warm import Warm
from tests.support.forked import Forked, command

HOST = "127.0.0.1"
DOMAIN = "convoca.example"
ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "convoca"]


def environment(folder: Path, **settings: object) -> dict[str, str]:
    """Everything that a process is told; `settings` by the names that they have in the code."""
    given = {"database": folder / "convoca.sqlite", "mail_domain": DOMAIN, **settings}
    named = {f"CONVOCA_{name.upper()}": str(value) for name, value in given.items()}
    return {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", **named}


@dataclass(frozen=True, slots=True)
class Told:
    """How a process ended, and what it said."""

    status: int
    out: str
    err: str


def told(folder: Path, *words: str, typed: bytes = b"", settings: Mapping[str, object] | None = None) -> Told:
    """Run a command to its end."""
    with TemporaryFile() as stdin, TemporaryFile() as stdout, TemporaryFile() as stderr:
        stdin.write(typed)
        stdin.seek(0)
        status = _warm().run(words, folder, environment(folder, **(settings or {})), stdin, stdout, stderr)
        stdout.seek(0)
        stderr.seek(0)
        return Told(status, stdout.read().decode(), stderr.read().decode())


@cache
def _warm() -> Warm:
    """The one of this test run, which ends with it."""
    warm = Warm()
    atexit.register(warm.end)
    return warm


@dataclass(slots=True)
class Serving:
    """`convoca serve` on ports of its own, started as often as wanted on the same file."""

    folder: Path
    call: str = "lacigf-2025"
    relay: int = field(default_factory=free_port)
    web: int = field(default_factory=free_port)
    smtp: int = field(default_factory=free_port)
    more: Mapping[str, object] = field(default_factory=dict)
    """Further settings, by the names that they have in the code."""
    process: Forked | None = None

    @property
    def home(self) -> str:
        return f"http://{HOST}:{self.web}"

    @property
    def log(self) -> str:
        """All that it ever wrote, on both streams."""
        return (self.folder / "service.log").read_text("utf-8")

    def start(self, only: str = "") -> None:
        """Start it and wait until it says that it runs."""
        settings = environment(
            self.folder, call=self.call, tick_seconds=1, web_listen=f"{HOST}:{self.web}",
            smtp_listen=f"{HOST}:{self.smtp}", smtp_relay=f"{HOST}:{self.relay}", **self.more,
        )  # fmt: skip
        log = self.folder / "service.log"
        already = log.stat().st_size if log.exists() else 0
        self.process = command(["serve", *(["--only", only] if only else [])], self.folder, settings, log)
        for _ in range(6_000):
            said = log.read_bytes()[already:] if log.exists() else b""
            if self.home.encode() in said:
                return
            assert self.process.is_alive, self.log
            time.sleep(0.01)
        raise AssertionError(self.log)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; return its exit status."""
        assert self.process is not None
        return self.process.end(how)

    def end(self) -> None:
        """Leave no process behind, whatever became of the test."""
        if self.process is not None and self.process.is_alive:
            self.process.end(signal.SIGKILL)

    def is_well(self) -> bool:
        """Whether pages are served."""
        try:
            with urlopen(f"{self.home}/health", timeout=10) as answer:
                return bool(answer.status == 200)
        except URLError:
            return False

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What stands in its database."""
        connection = sqlite3.connect(self.folder / "convoca.sqlite", timeout=20)
        try:
            with connection:
                return connection.execute(query).fetchall()
        finally:
            connection.close()

    def memory(self) -> int:
        """Bytes that it has held at most since it was started."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        assert found
        return int(found.group(1)) * 1024


async def sign_in(serving: Serving, mailbox: Mailbox, address: str) -> Browser:
    """Ask for a link, and use the one that arrives."""
    already = len(mailbox.of(address))
    browser = Browser(serving.home)
    await browser.open("/")
    await browser.press("ask", address=address)
    letters = await arrived(mailbox, address, already + 1)
    link = re.search(r"http://\S+/enter/\w+", letters[0].text)
    assert link
    await browser.open(link.group(0))
    await browser.send(browser.page.forms[-1])
    return browser


async def arrived(mailbox: Mailbox, address: str, count: int = 1) -> list[Received]:
    """Wait until an address has so many letters; newest first."""
    for _ in range(1500):
        if len(found := mailbox.of(address)) >= count:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"{address}: {len(found)} letters of {count}")


async def to_the_title(browser: Browser) -> None:
    """Go from the first greeting to the question for a proposal's title."""
    await browser.press("begin|")
    for text in ("Ana Pereyra", "Argentina"):
        await write(browser, text)
    await browser.press("new|")
    for text in ("Universidad del Valle", "+54 351 555 0147"):
        await write(browser, text)
    await browser.press("choose|debate")
    await browser.press("choose|cybersecurity")


async def invite(browser: Browser, name: str, address: str) -> None:
    """Put a speaker on the list, which is shown or one tap away."""
    if browser.page.form_with(button="add|") is None:
        await browser.press("people|")
    await browser.press("add|")
    await write(browser, name)
    await browser.press("toggle|speaker")
    await browser.press("done|")
    await browser.press("choose|in_person")
    await write(browser, address)
