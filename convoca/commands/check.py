"""`convoca check`: is this proposal complete and lawful? Pure: no database, no network."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, BinaryIO

import typer

from convoca.calls import find_call
from convoca.checking import Checking, lines
from convoca.commands.call import Json, Lang, Language
from convoca.inputs import named, opened, reading
from convoca.misuse import not_empty
from convoca.refusal import Refusal
from core.call.document import Problem
from core.call.document.text import MAXIMUM_BYTES
from core.call.document.values import shown
from core.model.finding import Stage
from core.system import SystemClock
from templates.documents import problem_told
from templates.words import Words

BLOCKED, CANNOT_BE_DONE = 1, 2


def register(commands: typer.Typer) -> None:
    """Add the command to the command line."""
    commands.command()(check)


def check(
    file: Annotated[str, typer.Argument(help="Proposal in JSON; - reads standard input.", show_default=False)],
    call: Annotated[
        str | None,
        typer.Option(callback=not_empty, help="Call file or id; else the shipped call that the proposal names."),
    ] = None,
    at: Annotated[
        str | None, typer.Option(callback=not_empty, help="Moment to check for, ISO 8601 with offset; else now.")
    ] = None,
    stage: Annotated[Stage, typer.Option(help="Which rules are asked, and how they weigh.")] = Stage.SUBMISSION,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One proposal a line in, one answer a line out.")] = False,
    lang: Lang = Language.ES,
    as_json: Json = False,
) -> int:
    """Say everything that keeps a proposal from being sent, and what would mend it."""
    words, now = Words(lang), SystemClock().now().replace(microsecond=0)
    checking = Checking(None if call is None else find_call(call), stage, words, now=now, at=_moment(at))
    with opened(file) as stream:
        if jsonl:
            return _answer_lines(checking, _lines(stream, file), words)
        with reading(file):
            raw = stream.read(MAXIMUM_BYTES + 1)
    answer = checking.answer(raw)
    if isinstance(answer, Problem):
        raise Refusal("check.refused.file", file=named(file), problem=problem_told(answer, words))
    shape = (
        json.dumps(answer, ensure_ascii=False, indent=2) if as_json else "\n".join(lines(answer, named(file), words))
    )
    sys.stdout.write(f"{shape}\n")
    return 0 if answer["sendable"] else BLOCKED


def _answer_lines(checking: Checking, lines: Iterable[tuple[int, bytes]], words: Words) -> int:
    """Answer each line as it comes; blank lines hold no proposal and get no answer."""
    status = 0
    for number, raw in lines:
        answer = checking.answer(raw)
        if isinstance(answer, Problem):
            status = CANNOT_BE_DONE
            answer = {"error": problem_told(answer, words, line=number)}
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return status


def _lines(stream: BinaryIO, file: str) -> Iterator[tuple[int, bytes]]:
    """Yield each line that is not blank with its number; of one too long, only enough to tell that it is."""
    for number in itertools.count(1):
        with reading(file):
            raw = part = stream.readline(MAXIMUM_BYTES + 2)
            while not part.endswith(b"\n") and len(part) == MAXIMUM_BYTES + 2:
                part = stream.readline(MAXIMUM_BYTES + 2)
        if not raw:
            return
        if raw.strip():
            yield number, raw.rstrip(b"\r\n")


def _moment(written: str | None) -> datetime | None:
    if written is None:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise Refusal("check.refused.not_a_moment", at=shown(written)) from None
    if at.utcoffset() is None:
        raise Refusal("check.refused.no_offset", at=shown(written))
    return at
