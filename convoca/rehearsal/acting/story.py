"""Who does what when: what people set out to do, and what they do about what they are told."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count

from convoca.rehearsal.acting.acts import NOT_YET, Act, Begin, CloseChat, Enter, Name, Named, Send, Write
from convoca.rehearsal.acting.answers import Place, answers_to
from convoca.rehearsal.acting.forms import first_answers, other_answers
from convoca.rehearsal.acting.timing import awake, on_grid
from convoca.rehearsal.log import Told, reminded_of
from convoca.rehearsal.people.cast import Cast, Planned, Someone, dice
from convoca.rehearsal.people.temper import Pace
from core.call.definition import Call
from core.model.matter import MatterKind

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGUN = {Pace.EARLY: (0.03, 0.3), Pace.STEADY: (0.2, 0.75), Pace.FORGETFUL: (0.1, 0.7), Pace.NEVER: (0.1, 0.9)}
"""When a draft is begun, as parts of the window; the last-minute ones are told in days."""
LAST_DAYS = (timedelta(days=4), timedelta(hours=20))
LAST_TRY = timedelta(minutes=40)
"""How long before the close somebody tries to send for the last time."""
MORE_TIME = "deadline"
"""The letter that says that the close has moved."""
INVITING = frozenset({"invitation", "invitation_changed"})


class Story:
    """What is still to happen, by moment; people add to it as they are told things."""

    def __init__(self, call: Call, cast: Cast, *, seed: int, opens: datetime, closes: datetime) -> None:
        self._call, self._cast, self._seed = call, cast, seed
        self._opens, self.closes = opens, closes
        self._line: list[tuple[datetime, int, Act]] = []
        self._number = count()
        self._people = cast.by_address()
        self._asked: Counter[tuple[str, str]] = Counter()
        self._drafts = {f"begin:{item.number}": item for item in cast.proposals}
        self._finishing: set[str] = set()
        for planned in cast.proposals:
            self._sets_out(planned)
        for evaluator in cast.evaluators:
            self.add(opens, _enters(evaluator))

    @property
    def next_at(self) -> datetime | None:
        """When somebody acts next."""
        return self._line[0][0] if self._line else None

    def take(self, now: datetime) -> tuple[Act, ...]:
        """Take out all that is to happen by now, in order."""
        found = []
        while self._line and self._line[0][0] <= now:
            found.append(heapq.heappop(self._line)[2])
        return tuple(found)

    def add(self, at: datetime, act: Act) -> None:
        """Let something more happen."""
        heapq.heappush(self._line, (at, next(self._number), act))

    def came(self, act: Act, came: str, now: datetime) -> None:
        """Somebody sees what came of an act: who could not send tries again while there is time."""
        if isinstance(act, Send) and came == NOT_YET and now < self.closes - LAST_TRY:
            again = min(now + 2 * DAY, self.closes - LAST_TRY)
            self.add(again, Send(key=f"{act.key}+", proposal=act.proposal))

    def told(self, told: Told) -> None:
        """Somebody reads something, and may do something about it."""
        someone = self._people.get(told.address)
        if someone is None:
            return
        for place in _asked_about(told):
            self._asked_for(someone, told, place)
        if told.kind == MORE_TIME:
            self._tries_again(someone, told.at)
        if someone.pace is Pace.FORGETFUL and any(item.kind == MatterKind.DRAFT for item in reminded_of(told)):
            self._remembers(someone, told.at)

    def _asked_for(self, someone: Someone, told: Told, place: Place) -> None:
        self._asked[someone.address, place.participation] += 1
        times = self._asked[someone.address, place.participation]
        for at, answer in answers_to(self._call, someone, place, told.at, times, seed=self._seed):
            self.add(at, answer)

    def _tries_again(self, someone: Someone, now: datetime) -> None:
        """There is more time: whoever had all but the answers of others tries to send once more."""
        mine = [key for key, item in self._drafts.items() if item.proponent == someone and key in self._finishing]
        for begun in mine:
            chance = dice(self._seed, "again", begun)
            at = awake(now + chance.uniform(1, 20) * HOUR, someone.zone, chance)
            self.add(at, Send(key=f"more time:{begun}:{now.isoformat()}", proposal=begun))

    def _remembers(self, someone: Someone, now: datetime) -> None:
        mine = [key for key, item in self._drafts.items() if item.proponent == someone and key not in self._finishing]
        for begun in mine:
            self._finishing.add(begun)
            chance = dice(self._seed, "remembers", begun)
            self._finishes(begun, awake(now + chance.uniform(1, 20) * HOUR, someone.zone, chance))

    def _sets_out(self, planned: Planned) -> None:
        who, begun = planned.proponent, f"begin:{planned.number}"
        chance = dice(self._seed, "sets out", planned.number)
        window = self.closes - self._opens
        if who.pace is Pace.LAST_MINUTE:
            earliest, latest = (self.closes - lapse for lapse in LAST_DAYS)
        else:
            earliest, latest = (self._opens + window * part for part in BEGUN[who.pace])
        at = awake(earliest + (latest - earliest) * chance.random(), who.zone, chance)
        self.add(at, _enters(who))
        self.add(at, Begin(key=begun, address=who.address, values=first_answers(self._call, planned)))
        lists = on_grid(at + chance.uniform(0.2, 6) * HOUR)
        self.add(lists, Name(key=f"name:{planned.number}", proposal=begun, people=_list_of(planned)))
        if who.pace not in {Pace.FORGETFUL, Pace.NEVER}:
            hurry = 0.2 if who.pace is Pace.LAST_MINUTE else 1.0
            self._finishing.add(begun)
            self._finishes(begun, awake(lists + chance.uniform(1, 70) * hurry * HOUR, who.zone, chance))
        if who.leaves_chat and who.chat is not None:
            self.add(
                on_grid(lists + DAY), CloseChat(key=f"closes:{planned.number}", address=who.address, chat=who.chat)
            )

    def _finishes(self, begun: str, at: datetime) -> None:
        at = min(at, self.closes - HOUR)
        planned = self._drafts[begun]
        values = other_answers(self._call, planned)
        self.add(at, Write(key=f"write:{planned.number}", proposal=begun, values=values))
        self.add(at + timedelta(minutes=10), Send(key=f"send:{planned.number}", proposal=begun))


def _asked_about(told: Told) -> Iterator[Place]:
    """Yield the places on lists about which a notice asks for an answer; of several, each has a link of its own."""
    if told.kind in INVITING and told.token is not None:
        yield Place(str(told.token["subject"]), int(str(told.token["generation"])))
    for item in reminded_of(told):
        if item.kind in (MatterKind.INVITATION, MatterKind.PROFILE):
            yield Place(item.subject, item.generation)


def _enters(someone: Someone) -> Enter:
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
