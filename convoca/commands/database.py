"""`convoca db upgrade` and `convoca backup`: the tables brought up to date, and a copy of what is kept."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from convoca.commands.call import Json, Lang, Language
from convoca.settings import load_settings
from convoca.storing import refusals_told
from core.store.backup import backup as copy
from core.store.migrate import upgrade as migrate
from templates.words import Words

SettingsFile = Annotated[Path | None, typer.Option("--settings", help="Settings file (TOML).", show_default=False)]

app = typer.Typer(no_args_is_help=True, help="Look after the database.")


def register(commands: typer.Typer) -> None:
    """Add the commands to the command line."""
    commands.add_typer(app, name="db")
    commands.command()(backup)


@app.callback()
def database() -> None:
    """Look after the database."""


@app.command()
def upgrade(settings: SettingsFile = None, lang: Lang = Language.ES, as_json: Json = False) -> int:
    """Create the tables, or bring them up to date; safe to run again and again."""
    with refusals_told():
        changed = asyncio.run(migrate(load_settings(settings).database))
    said = Words(lang)("database.upgraded" if changed else "database.current")
    typer.echo(json.dumps({"changed": changed}) if as_json else said)
    return 0


def backup(
    file: Annotated[Path, typer.Argument(help="The copy to be made; it must not exist yet.", show_default=False)],
    settings: SettingsFile = None,
    lang: Lang = Language.ES,
    as_json: Json = False,
) -> int:
    """Copy the SQLite database while it is in use; the copy is of one moment, and whole."""
    with refusals_told():
        asyncio.run(copy(load_settings(settings).database, file))
    said = Words(lang)("database.copied", file=str(file))
    typer.echo(json.dumps({"file": str(file)}) if as_json else said)
    return 0
