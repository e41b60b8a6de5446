"""A stage in a process that is killed: `kill -9` at any moment, and another one goes on with the same file.

The parent has neither an event loop nor a thread, so that it can fork: a child is there in a few milliseconds, with
everything imported. People and their log live in the parent; the child has nothing but the file.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

from convoca.rehearsal.log import Told
from convoca.rehearsal.people.cast import Cast
from convoca.rehearsal.staging.stage import Order, Reply, staged
from core.call.definition import Call
from core.model.records import LogEntry

READY, LINES, END = "ready", "lines", "end"
WHILE_OPENING = 0.1
"""The part of the kills that hit a process before it has the file open."""
Deliver = Callable[[Told], None]


@dataclass(slots=True)
class Mortal:
    """Plays orders as `Stage` does; every so often (`mortality`, 0 to 1) the process that plays one is killed."""

    folder: Path
    call: Call
    cast: Cast
    begins: datetime
    seed: int
    deliver: Deliver
    mortality: float
    lives: int = 0
    kills: int = 0
    _chance: random.Random = field(init=False)
    _pid: int = 0
    _pipe: Connection | None = None
    _usual: float = 0.03
    """Seconds that an order takes."""

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    async def play(self, order: Order) -> Reply:
        """Play an order, however often its process dies of it: it is given again until it is answered."""
        while True:
            is_fatal = self._chance.random() < self.mortality
            if self._pipe is None and not self._born(is_fatal and self._chance.random() < WHILE_OPENING):
                continue
            begun = time.monotonic()
            reply = self._asked(order, self._chance.uniform(0, 1.3) * self._usual if is_fatal else None)
            if isinstance(reply, Reply):
                if not is_fatal:
                    self._usual = 0.8 * self._usual + 0.2 * (time.monotonic() - begun)
                return reply

    def lines(self) -> Sequence[LogEntry]:
        """What the service noted."""
        while self._pipe is None:
            self._born(stillborn=False)
        lines = self._asked(LINES, None)
        assert isinstance(lines, tuple)
        return lines

    def end(self) -> None:
        """Let the last process leave by itself."""
        if self._pipe is not None:
            self._pipe.send(END)
            os.waitpid(self._pid, 0)
            self._pipe = None

    def _born(self, stillborn: bool) -> bool:
        """Start a process; False where it was killed before it was ready."""
        ours, theirs = Pipe()
        self.lives += 1
        self._pid = os.fork()
        if not self._pid:
            ours.close()
            self._live(theirs)
        theirs.close()
        self._pipe = ours
        if stillborn:
            time.sleep(self._chance.uniform(0, 0.1))
            self._kill()
            return False
        assert ours.recv() == READY
        return True

    def _live(self, pipe: Connection) -> None:
        """Be the child, and never return."""
        status = 1
        try:
            asyncio.run(self._serve(pipe))
            status = 0
        except BaseException:  # noqa: BLE001 - told, and the process ends
            traceback.print_exc()
        os._exit(status)

    async def _serve(self, pipe: Connection) -> None:
        stage = staged(
            self.folder, self.call, self.cast, self.begins, seed=self.seed, deliver=pipe.send, life=self.lives
        )
        async with stage as playing:
            pipe.send(READY)
            while (asked := pipe.recv()) != END:
                pipe.send(tuple(await playing.lines()) if asked == LINES else await playing.play(asked))

    def _asked(self, what: object, lapse: float | None) -> object:
        """Return the answer; None where the process was killed before it gave it."""
        assert self._pipe is not None
        self._pipe.send(what)
        until = None if lapse is None else time.monotonic() + lapse
        while self._pipe.poll(None if until is None else max(0.0, until - time.monotonic())):
            told = self._pipe.recv()
            if not isinstance(told, Told):
                return told
            self.deliver(told)
        return self._kill()

    def _kill(self) -> object:
        """Kill without warning; hear what it had still said, and return an answer that came just before."""
        assert self._pipe is not None
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        self.kills += 1
        answer: object = None
        try:
            while True:
                told = self._pipe.recv()
                if isinstance(told, Told):
                    self.deliver(told)
                elif told != READY:
                    answer = told
        except (EOFError, OSError):  # nothing more, or a word that was broken off
            self._pipe = None
        return answer
