"""Where lives begin: one process imports everything once, and each life is a fork of it.

`python -m tests.faults.letters.nest` reads a life a line, says its process, and how it ended once it has.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from types import TracebackType
from typing import Self

from convoca.vocabulary import vocabulary
from tests.builders import CALL
from tests.faults.letters.life import Life, live


class Nest:
    """The other end: one life at a time."""

    def __enter__(self) -> Self:
        self._nest = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._nest.communicate(timeout=30)

    def begin(self, life: Life) -> int:
        """Return the process of a new life."""
        assert self._nest.stdin is not None
        self._nest.stdin.write(json.dumps(asdict(life)) + "\n")
        return self._said()

    def ended(self) -> int:
        """Wait for its end; return how it ended: below 0 by which signal."""
        return self._said()

    def _said(self) -> int:
        assert self._nest.stdout is not None
        return int(self._nest.stdout.readline())


def main() -> None:
    """Serve lives until nobody wants any more; what each would read first is read once, and inherited."""
    vocabulary(CALL)
    signal.pthread_sigmask(
        signal.SIG_BLOCK, {signal.SIGTERM}
    )  # a life that has hardly begun ends in peace all the same
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            live(Life(**json.loads(line)))
            os._exit(0)
        _say(child)
        _, status = os.waitpid(child, 0)
        _say(os.waitstatus_to_exitcode(status))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
