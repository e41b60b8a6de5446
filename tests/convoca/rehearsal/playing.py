"""Rehearsals for tests: small ones, of whose service something can be spoilt, judged by the call as it should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

from convoca.rehearsal.acting.acts import Act, GiveTime, Withdraw
from convoca.rehearsal.acting.story import Story
from convoca.rehearsal.directing import Director, Play
from convoca.rehearsal.judging.checking import check
from convoca.rehearsal.judging.verdict import Checked
from convoca.rehearsal.log import Did, Log, Told
from convoca.rehearsal.people.cast import Cast, Planned, Someone, cast_for
from convoca.rehearsal.people.temper import Fate, Pace, Temper, Zeal
from convoca.rehearsal.play import window
from convoca.rehearsal.staging.stage import Stage, staged
from core.call.dates import redated
from core.call.definition import Call
from core.call.shipped import shipped_call
from core.model.matter import Wants

SHIPPED = shipped_call("lacigf-2025")
HURRIED = {
    "submission_opens": "2025-08-06",
    "results": "2025-08-30",
    "evaluation_closes": "2025-08-29",
    "confirmation_deadline": "2025-09-03",
    "event_starts": "2025-09-05",
    "event_ends": "2025-09-05",
}
"""Dates with less time to play, and with an end that is known."""


def _hurried() -> Call:
    call = redated(SHIPPED, HURRIED)
    assert isinstance(call, Call), call
    return call


CALL = _hurried()
SEED = 6
DAY = timedelta(days=1)
BEGINS, CLOSES, ENDS = window(CALL)
GIVEN = 4
LATE, WITHDRAWN, SENT = "begin:1", "begin:2", "begin:3"
"""The proposals of `everything_happens`: one is given more time, one is withdrawn."""


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

    def happened(self, *items: Did | Told) -> Played:
        """The same rehearsal in which all this happened, and nothing else."""
        return self.told_otherwise(happened=list(items))

    def without(self, *items: Did | Told) -> Played:
        """The same rehearsal in which something did not happen."""
        return self.happened(*(item for item in self.log.happened if item not in items))

    def with_one_instead(self, place: int, *others: Did | Told) -> Played:
        """The same rehearsal with something else in one place of the log."""
        happened = self.log.happened
        return self.happened(*happened[:place], *others, *happened[place + 1 :])

    def id_of(self, begun: str) -> str:
        """The id of the proposal that an act began."""
        return next(did.came for did in self.log.did if did.act.key == begun)


def everything_happens() -> tuple[Cast, Sequence[tuple[datetime, Act]]]:
    """Three proposals around which all happens that people do, and what is sure to be done besides."""
    cast = cast_for(CALL, proposals=3, seed=SEED)
    late, withdrawn, sent = cast.proposals
    nobody = replace(sent.people[0][0], temper=Temper.NEVER, right=None)
    proposals = (
        _planned(late, Pace.NEVER, [_mistyped(late, 0), Temper.OWES, Temper.NEVER, Temper.AFTER_FIRST]),
        _planned(withdrawn, Pace.EARLY, [Temper.NEVER, Temper.AFTER_SECOND, Temper.DECLINES, Temper.NO_MAILBOX]),
        _planned(
            sent, Pace.EARLY,
            [
                _mistyped(sent, 0), Temper.DECLINES, Temper.INCOMPLETE,
                replace(nobody, address="nada@personas.example", wants=Wants.NONE),
                replace(nobody, address="una@personas.example", wants=Wants.ONE_BEFORE_DEADLINE),
            ],
        ),
    )  # fmt: skip
    acts: Sequence[tuple[datetime, Act]] = (
        (CLOSES - 5 * DAY, Withdraw(key="se retira", proposal=WITHDRAWN)),
        (CLOSES - 2 * DAY, GiveTime(key="más días", proposal=LATE, days=GIVEN, reason="La piden.")),
    )
    return replace(cast, proposals=proposals), acts


async def played(
    folder: Path,
    cast: Cast,
    acts: Iterable[tuple[datetime, Act]] = (),
    *,
    service: Call = CALL,
    ends: datetime = ENDS,
    spoil: Callable[[Stage], Play] = lambda stage: stage.play,
) -> Played:
    """Play a rehearsal whose service goes by another call, or is spoilt; it is judged by the shipped one."""
    log = Log(begins=BEGINS, ends=ends, calls=[(BEGINS, CALL)])
    story = Story(CALL, cast, seed=SEED, opens=BEGINS, closes=CLOSES)
    for at, act in acts:
        story.add(at, act)
    director = Director(story, log)
    async with staged(folder, service, cast, BEGINS, seed=SEED, deliver=director.deliver) as stage:
        await director.run(spoil(stage))
        log.lines = tuple(await stage.lines())
    return Played(log, cast)


def _planned(planned: Planned, pace: Pace, first: Sequence[Temper | Someone]) -> Planned:
    """A proposal that stays; the first on its list are as told, the others answer at once."""
    proponent = replace(planned.proponent, pace=pace, zeal=Zeal.LATE, wants=Wants.ALL, leaves_chat=False)
    told = chain(first, repeat(Temper.AT_ONCE))
    people = tuple((_as(who, how), roles) for (who, roles), how in zip(planned.people, told, strict=False))
    spare = tuple(_as(who, Temper.AT_ONCE) for who in planned.spare)
    return replace(planned, proponent=proponent, people=people, spare=spare, fate=Fate.STAYS)


def _as(who: Someone, how: Temper | Someone) -> Someone:
    if isinstance(how, Someone):
        return how
    return replace(who.as_they_are(), temper=how, wants=Wants.ALL)


def _mistyped(planned: Planned, place: int) -> Someone:
    who, _ = planned.people[place]
    right = who.right or who.address
    wrong = right.replace("personas", "persona")
    return replace(who, address=wrong, right=right, temper=Temper.MISTYPED, wants=Wants.ALL)
