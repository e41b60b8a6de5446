"""The command line: `convoca COMMAND`, also `python -m convoca`.

A command's module is imported only when that command is asked for, so that a pure one (`convoca check`) starts fast.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click
import typer

from convoca.misuse import misuse_told
from convoca.refusal import Refusal
from templates.words import Words

COMMANDS = {
    "demo": "convoca.commands.demo",
    "tour": "convoca.commands.tour",
    "serve": "convoca.commands.serve",
    "chat": "convoca.commands.chat",
    "doctor": "convoca.commands.doctor",
    "check": "convoca.commands.check",
    "call": "convoca.commands.call",
    "mail": "convoca.commands.mail",
    "rehearse": "convoca.commands.rehearse",
    "db": "convoca.commands.database",
    "backup": "convoca.commands.database",
}
"""Command -> the module that registers it."""

CANNOT_BE_DONE = 2
NAME = "convoca"


def build(wanted: str | None) -> typer.Typer:
    """Return the application with the one command that is asked for, or with all of them for help."""
    app = typer.Typer(
        add_completion=False, suggest_commands=False, pretty_exceptions_enable=False, no_args_is_help=True
    )
    modules = (
        [COMMANDS[wanted]] if wanted in COMMANDS else sorted(set(COMMANDS.values()), key=list(COMMANDS.values()).index)
    )
    for name in modules:
        importlib.import_module(name).register(app)

    @app.callback()
    def convoca() -> None:
        """Run an open call for session proposals through chat and e-mail."""

    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status. What cannot be done is one line on stderr."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = Words(_language(given))
    if sys.stdout is None:  # closed before we began: the next file that is opened would take its place
        return _complain(words("commands.output.closed"))
    _never_choke_on_words()
    try:
        status = _run(given)
        sys.stdout.flush()
    except click.ClickException as wrong:
        return _complain(misuse_told(wrong, given, words))
    except Refusal as no:
        return _complain(words(no.key, **no.facts))
    except OSError as wrong:
        return _broken_off(wrong, words)
    except KeyboardInterrupt:
        return 130
    return status


def _run(given: list[str]) -> int:
    """Run the command as Typer would, but without its own ways of ending a process."""
    command = typer.main.get_command(build(given[0] if given else None))
    try:
        with command.make_context(NAME, given.copy()) as context:
            status = command.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    return status if isinstance(status, int) else 0


def _broken_off(wrong: OSError, words: Words) -> int:
    """Say what the system refused; nobody waits for the words where the reader of a pipe has left."""
    _let_go_if_lost(sys.stdout)
    if isinstance(wrong, BrokenPipeError):
        return CANNOT_BE_DONE
    reason = wrong.strerror or type(wrong).__name__
    if wrong.filename is None:
        return _complain(words("commands.output.broken", reason=reason))
    return _complain(words("commands.output.file", file=wrong.filename, reason=reason))


def _let_go_if_lost(stream: TextIO) -> None:
    """Forget what a stream can't write: the interpreter would try again at its end, complain and change the status."""
    try:
        stream.flush()
    except OSError:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


def _never_choke_on_words() -> None:
    """A terminal that knows only ASCII gets escapes for the rest, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _complain(line: str) -> int:
    shown = "".join(sign if sign.isprintable() else " " for sign in line)  # a name may hold line breaks
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"{NAME}: {shown}\n")
        except OSError:  # nobody listens: the status still says it
            _let_go_if_lost(sys.stderr)
    return CANNOT_BE_DONE


def _language(given: Sequence[str]) -> str:
    """The language asked for on the command line, wherever it stands; a refusal may come before options are read."""
    for position, word in enumerate(given):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and position + 1 < len(given):
            return given[position + 1]
    return "es"


if __name__ == "__main__":
    sys.exit(main())
