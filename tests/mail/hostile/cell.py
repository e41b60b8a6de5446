"""Letters read in cells: a process each, with few seconds of the processor and little memory, and no more than that.

`python -m tests.mail.hostile.cell` reads, a line each, what is to be done with the letter of a name, and says what came
of it.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from convoca.vocabulary import vocabulary
from core.call.shipped import shipped_call
from core.model.raw_letter import LONGEST, everything, subject_and_text
from mail.reading import read
from tests.mail.hostile.letters import HOSTILE

SECONDS = 4
"""Of the processor, on a machine that is slow and busy; what a quiet one takes is told by `benchmarks/hostile.py`."""
MEMORY = 200 * 1024 * 1024
AUTHSERV = "mx.example.org"


class Cells:
    """Has letters read, each in a cell of its own."""

    def __enter__(self) -> Self:
        self._warden = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._warden.communicate(timeout=30)

    def read(self, name: str) -> tuple[str, str]:
        """Return the kind of a letter and its decision, or how its reader ended."""
        kind, _, decision = self._done("read", name).partition(" ")
        return kind, decision

    def show(self, name: str) -> str:
        """Have it shown to its own writer; return 'done', or how that ended."""
        return self._done("show", name)

    def search(self, name: str) -> str:
        """Have it searched for a person who is to be erased; return 'done', or how that ended."""
        return self._done("search", name)

    def _done(self, what: str, name: str) -> str:
        assert self._warden.stdin is not None
        assert self._warden.stdout is not None
        self._warden.stdin.write(f"{what} {name}\n")
        return self._warden.stdout.readline().strip()


def main() -> None:
    """Serve; letters are built outside the cells, and what is read once by everybody is read already."""
    known = vocabulary(shipped_call("lacigf-2025"))

    def read_it(raw: bytes) -> str:
        ours = "Hola:\n\nSector: [academia]\n\nUn saludo"
        said = read(raw, vocabulary=known, invitation=ours, authserv_id=AUTHSERV)
        return f"{said.kind} {said.decision}"

    def show_it(raw: bytes) -> str:
        subject, text = subject_and_text(raw)
        return "done" if len(subject) + len(text) <= LONGEST + len(raw) else "too long"

    def search_it(raw: bytes) -> str:
        return "done" if everything(raw) else "empty"

    acts = {"read": read_it, "show": show_it, "search": search_it}
    for act in acts.values():
        act(HOSTILE["no headers"]())
    built, raw = "", b""
    for line in sys.stdin:
        what, _, name = line.rstrip("\n").partition(" ")
        if name != built:
            built, raw = name, HOSTILE[name]()
        _say(_in_a_cell(acts[what], raw))


def _in_a_cell(act: Callable[[bytes], str], raw: bytes) -> str:
    """Return what an act says, or how it ended."""
    hears, says = os.pipe()
    cell = os.fork()
    if cell == 0:
        _lock_in()
        os.write(says, act(raw).encode())
        os._exit(0)
    os.close(says)
    with os.fdopen(hears, encoding="utf-8") as heard:
        said = heard.read()
    _, status = os.waitpid(cell, 0)
    code = os.waitstatus_to_exitcode(status)
    return said if code == 0 else signal.Signals(-code).name if code < 0 else "raised"


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _lock_in() -> None:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    main()
