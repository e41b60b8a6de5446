"""`convoca tour`: the whole story, checked milestone by milestone, with no terminal and no network."""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from convoca.commands.call import Lang, Language
from convoca.tour.answering import answers, secretariat, sending, time_passes
from convoca.tour.building import build, enter, missing, name_people
from convoca.tour.ordering import more_time
from convoca.tour.stage import MissedError, staged
from templates.words import Words

NOT_REACHED = 1
READING_SECONDS = 0.6


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def tour(
        fast: Annotated[bool, typer.Option(help="No pause between lines, even where somebody is watching.")] = False,
        lang: Lang = Language.ES,
    ) -> None:
        """Play the life of a proposal with scripted people through the real channels; exit 0 if all went well."""
        logging.basicConfig(level=logging.CRITICAL)
        words = Words(lang)
        with tempfile.TemporaryDirectory(prefix="convoca-tour-") as folder:
            try:
                milestones = asyncio.run(_tour(Path(folder), words, pause=READING_SECONDS if _watched(fast) else 0.0))
            except (MissedError, LookupError) as missed:
                sys.stdout.write(words("tour.missed", what=str(missed)) + "\n")
                raise typer.Exit(NOT_REACHED) from None
        sys.stdout.write("\n" + words("tour.end", count=milestones) + "\n")


async def _tour(folder: Path, words: Words, *, pause: float) -> int:
    def write(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        time.sleep(pause)

    async with staged(folder, words, write) as stage:
        browser = await enter(stage)
        browser = await build(stage, browser)
        await name_people(stage, browser)
        await missing(stage, browser)
        await answers(stage, browser)
        await time_passes(stage, browser)
        await sending(stage, browser)
        await more_time(stage, await secretariat(stage))
        return stage.milestones


def _watched(fast: bool) -> bool:
    """Whether somebody reads along in a terminal and did not ask to hurry."""
    return sys.stdout.isatty() and not fast
