"""`convoca serve`: the real thing, from settings."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from convoca.calls import find_call
from convoca.commands.call import Lang, Language
from convoca.following import reading_again
from convoca.logs import begin_logging
from convoca.misspelt import misspelt_told
from convoca.misuse import not_empty
from convoca.refusal import Refusal
from convoca.secret import service_key
from convoca.service import Part, running
from convoca.settings import Settings, load_settings
from convoca.storing import open_store
from core.system import SystemClock, SystemIds
from templates.words import Words

logger = logging.getLogger(__name__)


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def serve(
        only: Annotated[
            str | None,
            typer.Option(callback=not_empty, help="Parts to run here, by name."),
        ] = None,
        settings: Annotated[Path | None, typer.Option(help="A TOML file of settings.")] = None,
        lang: Lang = Language.ES,
    ) -> None:
        """Run the service until it is told to stop (SIGTERM or Ctrl-C)."""
        words = Words(lang)
        parts = chosen_parts(only)
        known = load_settings(settings)
        begin_logging(known.secrets)
        for line in misspelt_told(os.environ, words):
            logger.warning("%s", line)
        asyncio.run(_serve(known, parts, words))


def chosen_parts(only: str | None) -> frozenset[Part]:
    """Read `--only`; None means everything. Raises Refusal for a part that there is not."""
    if only is None:
        return frozenset(Part)
    names = [name.strip() for name in only.split(",") if name.strip()]
    if not names:
        raise Refusal("commands.usage.empty", name="--only")
    for name in names:
        if name not in set(Part):
            raise Refusal("commands.serve.unknown_part", part=name, parts=", ".join(Part))
    return frozenset(Part(name) for name in names)


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
    if parts == {Part.TELEGRAM} and settings.telegram_token is None:
        raise Refusal("commands.serve.no_token")
    clock, reload = SystemClock(), reading_again(settings.call)
    async with running(settings, call, clock=clock, ids=ids, key=key, parts=parts, reload=reload) as service:
        sys.stdout.write(words("commands.serve.ready", links=service.links) + "\n")
        sys.stdout.flush()
        await stop.wait()
        sys.stdout.write(words("commands.serve.stopping") + "\n")
