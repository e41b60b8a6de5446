"""`convoca demo`: everything on this machine, with nothing configured."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from convoca.commands.call import Lang, Language
from convoca.example.call import open_call
from convoca.example.clock import ShiftedClock
from convoca.example.mailbox import AUTHSERV_ID, Mailbox
from convoca.example.pages import Pages
from convoca.example.people import SECRETARIAT
from convoca.listening import listening
from convoca.refusal import Refusal
from convoca.service import running
from convoca.settings import load_settings
from core.system import SystemClock, SystemIds
from templates.words import Words

HOST = "127.0.0.1"
DOMAIN = "convoca.example"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def demo(
        port: Annotated[
            int, typer.Option(help="Port of the example's first page; the service takes the next one.")
        ] = 8020,
        lang: Lang = Language.ES,
    ) -> None:
        """Start an example call with its chat, mail server, mailboxes and scheduler; print the address to open."""
        logging.basicConfig(level=logging.ERROR)
        with tempfile.TemporaryDirectory(prefix="convoca-demo-") as folder:
            asyncio.run(_demo(Path(folder), port, Words(lang)))


async def _demo(folder: Path, port: int, words: Words) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    clock, ids, mailbox = ShiftedClock(SystemClock()), SystemIds(), Mailbox()
    await mailbox.open(HOST)
    web_port = port + 1 if port else 0
    settings = load_settings(
        database=str(folder / "convoca.sqlite"),
        secretariat=(SECRETARIAT.address,),
        web_listen=f"{HOST}:{web_port}",
        smtp_listen=f"{HOST}:0",
        smtp_relay=f"{HOST}:{mailbox.port}",
        mail_domain=DOMAIN,
        authserv_id=AUTHSERV_ID,
        tick_seconds=2.0,
    )
    call = open_call(clock.now())
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(mailbox.close)
        key = (ids.secret() + ids.secret()).encode()
        service = await stack.enter_async_context(running(settings, call, clock=clock, ids=ids, key=key))

        async def tomorrow() -> None:
            clock.forward(timedelta(days=1))
            if service.scheduler is not None:
                await service.scheduler.run_once()

        pages = Pages(
            call=call, clock=clock, mailbox=mailbox, service=service.links, smtp=(HOST, service.smtp_port),
            tomorrow=tomorrow,
        )  # fmt: skip
        try:
            lobby = await stack.enter_async_context(listening(pages.application(), HOST, port))
        except OSError as wrong:
            raise Refusal("commands.demo.port_taken", port=port, reason=wrong.strerror) from None
        sys.stdout.write(words("commands.demo.ready", address=f"http://{HOST}:{lobby}/") + "\n")
        sys.stdout.flush()
        await stop.wait()
