"""What proponents set out to do: when a draft is begun, finished and sent, and what becomes of it otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from convoca.rehearsal.acting.acts import Act, Begin, CloseChat, Enter, GiveTime, Name, Named, Send, Withdraw, Write
from convoca.rehearsal.acting.forms import WHY_MORE_TIME, first_answers, other_answers
from convoca.rehearsal.acting.timing import awake, on_grid
from convoca.rehearsal.people.cast import Planned, Someone, dice
from convoca.rehearsal.people.temper import Fate, Pace
from core.call.definition import Call

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGUN = {Pace.EARLY: (0.03, 0.3), Pace.STEADY: (0.2, 0.75), Pace.FORGETFUL: (0.1, 0.7), Pace.NEVER: (0.1, 0.9)}
"""When a draft is begun, as parts of the window; the last-minute ones are told in days."""
LAST_DAYS = (timedelta(days=4), timedelta(hours=20))
IDLE = frozenset({Pace.FORGETFUL, Pace.NEVER})
REGRETS = timedelta(days=30)
"""How long after the close somebody may still withdraw."""
ASKS_FOR_TIME = (timedelta(days=-3), timedelta(days=1))
"""When somebody asks for more of it, from the close on."""
DAYS_GIVEN = range(2, 8)
Acts = Iterator[tuple[datetime, Act]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """The window in which all sets out."""

    call: Call
    seed: int
    opens: datetime
    closes: datetime

    def sets_out(self, begun: str, planned: Planned) -> Acts:
        """Yield what is sure from the first day on; who is not idle finishes by themselves."""
        who, number = planned.proponent, planned.number
        chance = dice(self.seed, "sets out", number)
        at = awake(self._begins(who.pace, chance.random()), who.zone, chance)
        yield at, enters(who)
        yield at, Begin(key=begun, address=who.address, values=first_answers(self.call, planned))
        lists = on_grid(at + chance.uniform(0.2, 6) * HOUR)
        yield lists, Name(key=f"name:{number}", proposal=begun, people=_list_of(planned))
        hurry = 0.2 if who.pace is Pace.LAST_MINUTE else 1.0
        ready = awake(lists + chance.uniform(1, 70) * hurry * HOUR, who.zone, chance)
        if who.pace not in IDLE:
            yield from self.finishes(begun, planned, min(ready, self.closes - HOUR))
        if who.leaves_chat and who.chat is not None:
            yield on_grid(lists + DAY), CloseChat(key=f"closes:{number}", address=who.address, chat=who.chat)
        yield from self._fate(begun, planned, at)

    def finishes(self, begun: str, planned: Planned, at: datetime) -> Acts:
        """Yield the rest of the form, and that it is sent."""
        values = other_answers(self.call, planned)
        yield at, Write(key=f"write:{planned.number}", proposal=begun, values=values)
        yield at + timedelta(minutes=10), Send(key=f"send:{planned.number}", proposal=begun)

    def _begins(self, pace: Pace, part: float) -> datetime:
        if pace is Pace.LAST_MINUTE:
            earliest, latest = (self.closes - lapse for lapse in LAST_DAYS)
        else:
            earliest, latest = (self.opens + (self.closes - self.opens) * share for share in BEGUN[pace])
        return earliest + (latest - earliest) * part

    def _fate(self, begun: str, planned: Planned, at: datetime) -> Acts:
        chance, zone = dice(self.seed, "fate", planned.number), planned.proponent.zone
        match planned.fate:
            case Fate.WITHDRAWN:
                first = at + DAY
                gone = awake(first + (self.closes + REGRETS - first) * chance.random(), zone, chance)
                yield gone, Withdraw(key=f"withdraw:{planned.number}", proposal=begun)
            case Fate.MORE_TIME:
                earliest, latest = ASKS_FOR_TIME
                asked = max(self.closes + earliest + (latest - earliest) * chance.random(), at + DAY)
                days = chance.choice(DAYS_GIVEN)
                at, key = awake(asked, self.call.zone, chance), f"time:{planned.number}"
                yield at, GiveTime(key=key, proposal=begun, days=days, reason=WHY_MORE_TIME)


def enters(someone: Someone) -> Enter:
    """Return how somebody becomes known."""
    return Enter(
        key=f"enter:{someone.address}",
        address=someone.address,
        name=someone.name,
        language=someone.language,
        country=someone.country,
        organisation=someone.organisation,
        chat=someone.chat,
    )


def _list_of(planned: Planned) -> tuple[Named, ...]:
    return tuple(Named(name=who.name, address=who.address, roles=roles) for who, roles in planned.people)
