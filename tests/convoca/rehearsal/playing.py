"""Rehearsals for tests: small ones, of whose service something can be spoilt, judged by the call as it should be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from convoca.rehearsal.acting.story import Story
from convoca.rehearsal.directing import Director
from convoca.rehearsal.judging.checking import check
from convoca.rehearsal.judging.verdict import Checked
from convoca.rehearsal.log import Log
from convoca.rehearsal.people.cast import Cast, cast_for
from convoca.rehearsal.play import window
from convoca.rehearsal.staging.stage import Stage, staged
from core.call.definition import Call
from core.call.shipped import shipped_call

CALL = shipped_call("lacigf-2025")
SEED = 6


@dataclass(frozen=True, slots=True)
class Played:
    """A rehearsal that has been played."""

    log: Log
    cast: Cast

    def checked(self) -> Checked:
        return check(self.log, self.cast, seed=SEED)

    def broken(self) -> set[str]:
        """Which guarantees were broken."""
        return {item.guarantee for item in self.checked().broken}

    def told_otherwise(self, **changes: object) -> Played:
        """The same rehearsal with another log."""
        return Played(replace(self.log, **changes), self.cast)  # type: ignore[arg-type]  # names of Log


def as_it_is(_: Stage) -> None:
    """Nothing is spoilt."""


async def played(
    folder: Path, *, proposals: int, service: Call = CALL, spoil: Callable[[Stage], None] = as_it_is
) -> Played:
    """Play a rehearsal whose service goes by another call, or is spoilt; it is judged by the shipped one."""
    begins, closes, ends = window(CALL)
    cast = cast_for(CALL, proposals=proposals, seed=SEED)
    log = Log(begins=begins, ends=ends, calls=[(begins, CALL)])
    director = Director(Story(CALL, cast, seed=SEED, opens=begins, closes=closes), log)
    async with staged(folder, service, cast, begins, seed=SEED, deliver=director.deliver) as stage:
        spoil(stage)
        await director.run(stage.play)
        log.lines = tuple(await stage.lines())
    return Played(log, cast)
