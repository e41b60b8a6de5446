"""`convoca mail read`: what would be understood from a letter? `convoca mail requeue`: have one read once more."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from convoca.calls import find_call
from convoca.commands.call import Json, Lang, Language
from convoca.inputs import named, opened, reading
from convoca.misuse import not_empty
from convoca.refusal import Refusal
from convoca.vocabulary import vocabulary
from core.model.caps import LARGEST
from core.model.letter import Reading
from core.model.records import IncomingLetter
from core.model.token import token_of
from mail.reading import Vocabulary, read
from mail.reading.addressed import recipients_of, text_of_ours
from mail.reading.parts import UnreadableError
from templates.words import Words

CANNOT_BE_DONE = 2
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="Settings file (TOML).", show_default=False)]

app = typer.Typer(no_args_is_help=True, help="Read letters, or have them read again.")


@app.callback()
def mail() -> None:
    """Read letters, or have them read again."""


def register(commands: typer.Typer) -> None:
    """Add the commands to the command line."""
    commands.add_typer(app, name="mail")


@app.command("read")
def read_letters(
    files: Annotated[list[str], typer.Argument(help="Letters (.eml); - reads standard input.", show_default=False)],
    invitation: Annotated[
        str | None, typer.Option(callback=not_empty, help="The letter that we had sent, as a letter or as its text.")
    ] = None,
    call: Annotated[str, typer.Option(callback=not_empty, help="Call file or id, whose words count.")] = "lacigf-2025",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One answer a line, in order.")] = False,
    lang: Lang = Language.ES,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document (as without it).")] = False,
) -> int:
    """Say what each letter is, and what it says; every answer is JSON."""
    words, known = Words(lang), vocabulary(find_call(call))
    ours = _invitation(invitation) if invitation else None
    answers = (_answer(file, known, ours) for file in files)
    if jsonl:
        return _answer_lines(answers, words)
    told = list(answers)
    if (wrong := next((answer for answer in told if isinstance(answer, Refusal)), None)) is not None:
        raise wrong
    sys.stdout.write(json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False, indent=2) + "\n")
    return 0


@app.command()
def requeue(
    letters: Annotated[list[str] | None, typer.Argument(help="Which letters; without any, they are listed.")] = None,
    settings: SettingsFile = None,
    lang: Lang = Language.ES,
    as_json: Json = False,
) -> int:
    """Have letters read once more that were put apart because nobody could read them."""
    # Here, not above: reading a letter needs no database, and starts in half the time without it.
    from convoca.put_apart import apart_in, requeued_in
    from convoca.settings import load_settings
    from templates.unread import why_told

    words = Words(lang)
    database = load_settings(settings).database
    if letters:
        again = asyncio.run(requeued_in(database, list(dict.fromkeys(letters))))
        said = words("commands.mail.requeued", count=len(again))
        typer.echo(json.dumps({"requeued": again}) if as_json else said)
        return 0
    apart = asyncio.run(apart_in(database))
    if as_json:
        typer.echo(json.dumps([_told(letter) for letter in apart], ensure_ascii=False))
    else:
        typer.echo(words("commands.mail.apart", count=len(apart)))
        for letter in apart:
            typer.echo("  ".join({**_told(letter), "why": why_told(letter, words)}.values()))
    return 0


def _told(letter: IncomingLetter) -> dict[str, str]:
    return {
        "letter": letter.id,
        "received_at": letter.received_at.isoformat(timespec="seconds"),
        "from": letter.mail_from,
        "why": letter.note,
    }


def _answer_lines(answers: Iterator[dict[str, object] | Refusal], words: Words) -> int:
    """Answer each file on a line of its own, also one that cannot be read."""
    status = 0
    for answer in answers:
        if isinstance(answer, Refusal):
            status = CANNOT_BE_DONE
            answer = {"error": words(answer.key, **answer.facts)}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return status


def _answer(file: str, known: Vocabulary, ours: str | None) -> dict[str, object] | Refusal:
    try:
        raw = _bytes(file)
    except Refusal as no:
        return no
    return answer_of(raw, read(raw, vocabulary=known, invitation=ours))


def answer_of(raw: bytes, found: Reading) -> dict[str, object]:
    """Return the answer as the contract has it."""
    bounce = found.bounce
    return {
        "kind": found.kind,
        "decision": found.decision,
        "fields": dict(found.fields),
        "unknown_fields": list(found.unknown_fields),
        "text": found.text,
        "from": found.sender,
        "recipient_token": any(token_of(address.rpartition("@")[0]) for address in recipients_of(raw)),
        "bounce": bounce
        and {"recipients": list(bounce.recipients), "status": bounce.status, "permanent": bounce.permanent},
        "reasons": list(found.reasons),
    }


def _invitation(file: str) -> str:
    try:
        return text_of_ours(_bytes(file))
    except UnreadableError:
        raise Refusal("check.refused.unreadable", file=named(file)) from None


def _bytes(file: str) -> bytes:
    """Return a letter's bytes; of one beyond what is read at all, just enough to tell that it is."""
    with opened(file) as stream, reading(file):
        return stream.read(LARGEST + 1)
