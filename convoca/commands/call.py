"""`convoca call check` and `convoca call show`: is a call definition valid, and what does it say?"""

from __future__ import annotations

import asyncio
import json
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from convoca.calls import find_call, read_call, told
from convoca.misuse import not_empty
from convoca.refusal import Refusal
from core.call.definition import Call
from core.call.faults import Refused
from core.system import SystemClock
from templates.words import Words

INVALID, CANNOT_BE_DONE = 1, 2


class Language(StrEnum):
    """Languages of the words."""

    ES = "es"
    PT = "pt"
    EN = "en"


Lang = Annotated[Language, typer.Option("--lang", help="Language of the words.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]

app = typer.Typer(no_args_is_help=True, help="Check, read or move the dates of a call.")


def register(commands: typer.Typer) -> None:
    """Add the commands to the command line."""
    from convoca.commands import calendar  # it needs this module's options

    calendar.add_to(app)
    commands.add_typer(app, name="call")


@app.command()
def check(
    files: Annotated[list[str], typer.Argument(help="Call files (TOML), or ids of shipped calls.", show_default=False)],
    lang: Lang = Language.ES,
    as_json: Json = False,
) -> int:
    """Say whether call definitions are valid: every fault at once, with its key and line."""
    words = Words(lang)
    status, answers = 0, []
    for file in files:
        try:
            found = read_call(file)
        except Refusal as no:
            sys.stderr.write(f"convoca: {words(no.key, **no.facts)}\n")
            status = CANNOT_BE_DONE
            continue
        if isinstance(found, Refused):
            status = max(status, INVALID)
        answers.append(_answer(file, found, words))
        if not as_json:
            typer.echo("\n".join(_lines(file, found, words)))
    if as_json:
        typer.echo(_document({"valid": status == 0, "files": answers}))
    return status


@app.command()
def show(
    call: Annotated[
        str | None, typer.Argument(callback=not_empty, help="File or id; without it, the call of the settings.")
    ] = None,
    lang: Lang = Language.ES,
    as_json: Json = False,
) -> int:
    """Tell a call in people's words: dates, types, gate, weights, and what is still to confirm."""
    # Only this command needs them: Babel's tables and the settings cost more than a check.
    from templates.call import as_document, as_text

    found, now = _of_settings() if call is None else find_call(call), SystemClock().now()
    typer.echo(_document(as_document(found, lang, now)) if as_json else as_text(found, lang, now))
    return 0


def _of_settings() -> Call:
    """Return the call of the settings, with the dates that were moved in the database that they name."""
    from convoca.in_force import in_force
    from convoca.settings import load_settings

    settings = load_settings()
    return asyncio.run(in_force(settings, find_call(settings.call)))


def _answer(file: str, found: Call | Refused, words: Words) -> dict[str, Any]:
    faults = found.faults if isinstance(found, Refused) else ()
    return {
        "file": file,
        "valid": not faults,
        "call": None if isinstance(found, Refused) else found.id,
        "faults": [
            {
                "key": fault.key,
                "line": fault.line,
                "fault": fault.problem,
                "facts": dict(fault.facts),
                "message": told(fault, words),
            }
            for fault in faults
        ],
    }


def _lines(file: str, found: Call | Refused, words: Words) -> list[str]:
    if isinstance(found, Call):
        return [
            words(
                "call.check.fine",
                file=file,
                id=found.id,
                types=len(found.session_types),
                fields=len(found.fields),
                rules=len(found.rules),
                open=len(found.to_confirm),
            )
        ]
    lines = [words("call.check.wrong", file=file, count=len(found.faults))]
    for fault in found.faults:
        key = fault.key or words("call.check.whole_file")
        lines.append(words("call.check.fault", line=fault.line, key=key, message=told(fault, words)))
    return lines


def _document(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
