"""`convoca rehearse CALL`: the whole calendar of a call in simulated time, with synthetic people, before it opens."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from convoca.calls import find_call
from convoca.commands.call import Json, Lang, Language
from convoca.misuse import not_empty
from convoca.refusal import Refusal
from convoca.rehearsal.judging.checking import check
from convoca.rehearsal.people.cast import cast_for
from convoca.rehearsal.play import rehearse as played
from convoca.rehearsal.telling.document import as_document
from convoca.rehearsal.telling.text import as_text
from core.call.definition import Call
from templates.say import day
from templates.words import Words

BROKEN = 1
USUAL = 60
CLEAR = "\r\x1b[K"
MOST = 2000
"""Proposals: more than any forum gets, and some twenty minutes."""


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def rehearse(
        call: Annotated[str, typer.Argument(callback=not_empty, help="File or id of a call.", show_default=False)],
        proposals: Annotated[int, typer.Option(help="How many proposals are made.")] = USUAL,
        seed: Annotated[int, typer.Option(help="Other people, other habits; the same seed tells the same.")] = 1,
        full: Annotated[bool, typer.Option("--full", help="Every notice word for word.")] = False,
        lang: Lang = Language.ES,
        as_json: Json = False,
    ) -> int:
        """Play a call from its first day to its last with synthetic people, and print every notice that goes out."""
        logging.basicConfig(level=logging.CRITICAL)
        if not 1 <= proposals <= MOST:
            raise Refusal("rehearsal.refused.proposals", most=MOST)
        found = find_call(call)
        log = asyncio.run(played(found, proposals=proposals, seed=seed, progress=_progress(found, lang)))
        if sys.stderr.isatty():
            sys.stderr.write(CLEAR)
        cast = cast_for(found, proposals=proposals, seed=seed)
        checked = check(log, cast, seed=seed)
        if as_json:
            document = as_document(log, cast, checked, lang, seed=seed, full=full)
            typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            for line in as_text(log, cast, checked, lang, seed=seed, full=full):
                sys.stdout.write(f"{line}\n")
        return BROKEN if checked.broken else 0


def _progress(call: Call, language: str) -> Callable[[datetime], None]:
    """Return what tells, where somebody watches, which day is played."""
    words, zone, told = Words(language), ZoneInfo(call.zone), set()

    def tell(now: datetime) -> None:
        on = now.astimezone(zone).date()
        if on not in told:
            told.add(on)
            sys.stderr.write(f"{CLEAR}{words('rehearsal.progress.at', day=day(on, words.language))}")
            sys.stderr.flush()

    def be_quiet(_: datetime) -> None:
        """Nobody watches."""

    return tell if sys.stderr.isatty() else be_quiet
