"""The demo, as a newcomer meets it: one command, one address, letters that can be read and answered."""

from __future__ import annotations

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from convoca.example.browser import Browser
from convoca.example.people import ANA, INVITED, SECRETARIAT
from convoca.example.ports import free_port
from convoca.tour.building import add, write

LUIS = INVITED[0]


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """Run `convoca demo` as a process until the block ends; yields the address that it prints."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "convoca", "demo", "--port", str(port), cwd=Path(__file__).parents[3],
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    said = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
    found = re.search(r"http://\S+", said)
    assert found, said
    try:
        yield found.group(0)
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = await asyncio.wait_for(process.communicate(), 20)
        assert (process.returncode, errors.decode()) == (0, "")
        assert await asyncio.to_thread(lambda: list(folder.iterdir())) == []


async def letters(lobby: Browser, address: str, count: int) -> list[str]:
    """Wait until a mailbox holds so many letters; return their paths, newest first."""
    for _ in range(500):
        page = await lobby.open(f"/mailbox/{address}")
        found = [href for href, _ in page.links if re.fullmatch(r"/letter/\d+", href)]
        if len(found) >= count:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"{address}: {len(found)} letters of {count}")


async def enter(lobby: Browser, service: str, address: str, already: int = 0) -> Browser:
    """Sign in with the link that arrives in an example mailbox."""
    browser = Browser(service)
    await browser.open("/")
    await browser.press("ask", address=address)
    newest = (await letters(lobby, address, already + 1))[0]
    link = re.search(r"http://[^\s\"<]+/enter/\w+", (await lobby.open(newest)).html)
    assert link
    await browser.open(link.group(0))
    await browser.send(browser.page.forms[-1])
    return browser


async def test_a_newcomer_proposes_and_answers_in_somebody_elses_mailbox(tmp_path: Path) -> None:
    async with demo(tmp_path) as address:
        lobby = Browser(address.rstrip("/"))
        front = await lobby.open("/")
        assert ANA.name in front.text
        service = next(href for href, _ in front.links if href.startswith("http://")).rstrip("/")
        chat = await enter(lobby, service, ANA.address)
        await chat.press("begin|")
        for text in (ANA.name, "Argentina"):
            await write(chat, text)
        await chat.press("new|")
        for text in (ANA.profile["organisation"], ANA.profile["phone"]):
            await write(chat, text)
        await chat.press("choose|debate")
        await chat.press("choose|cybersecurity")
        await write(chat, "Un título")
        await chat.press("people|")
        await add(chat, LUIS)
        invitation = (await letters(lobby, LUIS.address, 1))[0]
        await lobby.open(f"{invitation}?answer=accept")
        answering = lobby.page.form_with(name="words")
        assert answering is not None
        assert "civil" in answering.values["words"].casefold()
        await lobby.send(answering)
        await letters(lobby, LUIS.address, 2)
        page = await chat.open("/chat")
        assert any(line.startswith(LUIS.name) and "Confirmada" in line for line in page.text.splitlines())


async def test_a_day_goes_by_at_the_press_of_a_button_and_the_digest_arrives(tmp_path: Path) -> None:
    async with demo(tmp_path) as address:
        lobby = Browser(address.rstrip("/"))
        front = await lobby.open("/")
        service = next(href for href, _ in front.links if href.startswith("http://")).rstrip("/")
        chat = await enter(lobby, service, ANA.address)
        await chat.press("begin|")
        for text in (ANA.name, "Argentina"):
            await write(chat, text)
        await chat.press("new|")
        await lobby.open("/")
        await lobby.send(lobby.page.forms[-1])
        newest = (await letters(lobby, SECRETARIAT.address, 1))[0]
        assert ANA.name in (await lobby.open(newest)).text
