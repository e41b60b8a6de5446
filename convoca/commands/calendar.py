"""`convoca call extend`, `take-back` and `history`: dates that move, and what was in force when."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from convoca.commands.call import Json, Lang, Language
from convoca.misuse import not_empty
from convoca.refusal import Refusal
from templates.words import Words

SettingsFile = Annotated[Path | None, typer.Option("--settings", help="Settings file (TOML).", show_default=False)]
By = Annotated[str | None, typer.Option(help="Address of whoever of the secretariat decided it.", callback=not_empty)]


def add_to(app: typer.Typer) -> None:
    """Add the commands to those about calls."""
    app.command()(extend)
    app.command("take-back")(take_back)
    app.command()(history)


def extend(
    reason: Annotated[str, typer.Option(help="Why: people who hold drafts read it.", callback=not_empty)],
    to: Annotated[str | None, typer.Option(help="The new day (2025-08-26), or day and hour.")] = None,
    days: Annotated[int | None, typer.Option(help="So many days more.")] = None,
    date: Annotated[str, typer.Option(help="Which date of the call, by its key.")] = "submission_closes",
    proposal: Annotated[
        list[int] | None, typer.Option(help="Only for the proposal of this number; repeatable.")
    ] = None,
    shorten: Annotated[bool, typer.Option("--shorten", help="The date is meant to come earlier.")] = False,
    by: By = None,
    settings: SettingsFile = None,
    lang: Lang = Language.ES,
    as_json: Json = False,
) -> int:
    """Move a date of the call, with what leans on it; whoever holds a draft is told. A running service follows."""
    # Only these commands need a database: to load what it takes costs more than a check.
    from convoca import moved
    from convoca.moving import How, give_time, move_date

    if (to is None) == (days is None):
        raise Refusal("calendar.refused.one_of")
    words, how = Words(lang), How(date, to, days, reason, by, shorten)
    if proposal:
        desk, given = asyncio.run(give_time(settings, how, proposal, words))
        _print(as_json, {"proposals": moved.own_times(given)}, moved.own_times_said(given, words, desk.call))
        return 0
    desk, done = asyncio.run(move_date(settings, how, words))
    _print(as_json, moved.document(done), moved.said(done, words, desk.call))
    return 0


def take_back(
    proposal: Annotated[
        list[int] | None, typer.Option(help="The time that the proposal of this number was given alone; repeatable.")
    ] = None,
    by: By = None,
    settings: SettingsFile = None,
    lang: Lang = Language.ES,
    as_json: Json = False,
) -> int:
    """Undo the newest extension; whoever heard of it hears that too."""
    from convoca import moved
    from convoca.moving import move_back, take_time_back

    words = Words(lang)
    if proposal:
        desk, taken = asyncio.run(take_time_back(settings, proposal, by, words))
        _print(as_json, {"proposals": moved.own_times(taken)}, moved.own_times_said(taken, words, desk.call))
        return 0
    desk, done = asyncio.run(move_back(settings, by, words))
    _print(as_json, moved.document(done), moved.said(done, words, desk.call))
    return 0


def history(settings: SettingsFile = None, lang: Lang = Language.ES, as_json: Json = False) -> int:
    """Tell which versions of the call were in force from when on, by whom, why, and what each changed."""
    from convoca import moved
    from convoca.moving import versions_of

    words = Words(lang)
    desk, versions, names = asyncio.run(versions_of(settings))
    told = {"call": desk.call.id, "versions": [moved.version(item) for item in versions]}
    _print(as_json, told, moved.versions_said(versions, names, words, desk.call))
    return 0


def _print(as_json: bool, document: object, text: str) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2) if as_json else text)
