"""Files that a command reads: opened by name, '-' for standard input, refused in words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from convoca.refusal import Refusal
from core.call.document.values import shown

LONGEST_NAME = 200
"""Characters of a file's name that an answer repeats."""


def named(file: str) -> str:
    """Return a file's name as an answer repeats it."""
    return shown(file, LONGEST_NAME)


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """Open the file, or standard input for '-'; raises Refusal where that cannot be done."""
    if file == "-":
        if sys.stdin is None:  # it was closed before we began
            raise Refusal("check.refused.unreadable", file=file)
        yield sys.stdin.buffer
        return
    with reading(file):
        stream = Path(file).open("rb")  # noqa: SIM115 - closed below; writing, not reading, goes on meanwhile
    with stream:
        yield stream


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Turn what is wrong with the file inside into a Refusal."""
    try:
        yield
    except (FileNotFoundError, ValueError):  # ValueError: a name that holds a NUL
        raise Refusal("check.refused.no_file", file=named(file)) from None
    except OSError:
        raise Refusal("check.refused.unreadable", file=named(file)) from None
