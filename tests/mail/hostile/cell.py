"""Letters read in cells: a process each, with a second of the processor and little memory, and no more than that.

`python -m tests.mail.hostile.cell` reads the name of a letter a line and says what came of each.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from convoca.vocabulary import vocabulary
from core.call.shipped import shipped_call
from mail.reading import read
from tests.mail.hostile.letters import HOSTILE

SECONDS = 1
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
        assert self._warden.stdin is not None
        assert self._warden.stdout is not None
        self._warden.stdin.write(f"{name}\n")
        kind, _, decision = self._warden.stdout.readline().strip().partition(" ")
        return kind, decision


def main() -> None:
    """Serve; letters are built outside the cells."""
    known = vocabulary(shipped_call("lacigf-2025"))
    read(HOSTILE["no headers"](), vocabulary=known)
    for line in sys.stdin:
        raw = HOSTILE[line.rstrip("\n")]()
        sys.stdout.flush()
        cell = os.fork()
        if cell == 0:
            _lock_in()
            said = read(
                raw, vocabulary=known, invitation="Hola:\n\nSector: [academia]\n\nUn saludo", authserv_id=AUTHSERV
            )
            sys.stdout.write(f"{said.kind} {said.decision}\n")
            sys.stdout.flush()
            os._exit(0)
        _, status = os.waitpid(cell, 0)
        if code := os.waitstatus_to_exitcode(status):
            sys.stdout.write(f"{signal.Signals(-code).name if code < 0 else 'raised'}\n")
            sys.stdout.flush()


def _lock_in() -> None:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    main()
