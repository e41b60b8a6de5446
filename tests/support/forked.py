"""Processes that need not read the code again: forked from one that has read it, and killed like any other.

`multiprocessing` keeps that one process a test run, and ends it with the run. That services also start from nothing is
shown where `subprocess` starts them.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path

_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["convoca.__main__", "convoca.commands.serve", "tests.builders", "pytest"])


@dataclass(frozen=True, slots=True)
class Forked:
    """A process that is under way."""

    process: BaseProcess

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    @property
    def is_alive(self) -> bool:
        return self.process.is_alive()

    def send(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def end(self, number: signal.Signals) -> int:
        """End it by a signal, and wait until it is gone; return its exit status, below 0 by which signal."""
        self.send(number)
        self.process.join(60)
        assert self.process.exitcode is not None, "it lives on"
        return self.process.exitcode


def forked(act: Callable[..., None], *given: object) -> Forked:
    """Let a process of its own do something that can be found by its name."""
    process = _FORKING.Process(target=act, args=given, daemon=True)
    process.start()
    return Forked(process)


def command(words: Sequence[str], folder: Path, settings: Mapping[str, str], log: Path) -> Forked:
    """Run `convoca` with these words in a folder, with nothing but these settings; both streams go to the log's end."""
    return forked(_be, list(words), folder, dict(settings), log)


def inhabit(folder: Path, settings: Mapping[str, str], log: Path) -> None:
    """Let this process be in a folder, with these settings alone, and speak into a log."""
    with log.open("ab") as said:
        for stream in (1, 2):
            os.dup2(said.fileno(), stream)
    sys.stdout, sys.stderr = (
        open(stream, "w", encoding="utf-8", closefd=False)  # noqa: SIM115  # they end with the process
        for stream in (1, 2)
    )
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(settings)


def _be(words: Sequence[str], folder: Path, settings: Mapping[str, str], log: Path) -> None:
    from convoca.__main__ import main

    inhabit(folder, settings, log)
    sys.exit(main(words))
