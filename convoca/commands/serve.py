"""`convoca serve`: the real thing, from settings."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from convoca.calls import find_call
from convoca.commands.call import Lang, Language
from convoca.refusal import Refusal
from convoca.secret import service_key
from convoca.service import Part, running
from convoca.settings import Settings, load_settings
from convoca.storing import open_store
from core.system import SystemClock, SystemIds
from templates.words import Words


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def serve(
        only: Annotated[str, typer.Option(help="Parts to run here: mail, couriers, scheduler, web.")] = "",
        settings: Annotated[Path | None, typer.Option(help="A TOML file of settings.")] = None,
        lang: Lang = Language.ES,
    ) -> None:
        """Run the service until it is told to stop (SIGTERM or Ctrl-C)."""
        words = Words(lang)
        parts = chosen_parts(only)
        logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        for talkative in ("aiosmtpd", "alembic", "mail.log", "apscheduler", "uvicorn"):
            logging.getLogger(talkative).setLevel(logging.WARNING)
        asyncio.run(_serve(load_settings(settings), parts, words))


def chosen_parts(only: str) -> frozenset[Part]:
    """Read `--only`; nothing means everything. Raises Refusal for a part that there is not."""
    names = [name.strip() for name in only.split(",") if name.strip()]
    for name in names:
        if name not in set(Part):
            raise Refusal("commands.serve.unknown_part", part=name, parts=", ".join(Part))
    return frozenset(Part(name) for name in names) or frozenset(Part)


async def _serve(settings: Settings, parts: frozenset[Part], words: Words) -> None:
    ids = SystemIds()
    call = find_call(settings.call)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    # Before the key is made, which lies beside the database: only a database of ours gets one.
    await (await open_store(settings.database)).close()
    key = service_key(settings, ids)
    async with running(settings, call, clock=SystemClock(), ids=ids, key=key, parts=parts) as service:
        sys.stdout.write(words("commands.serve.ready", links=service.links) + "\n")
        sys.stdout.flush()
        await stop.wait()
        sys.stdout.write(words("commands.serve.stopping") + "\n")
