"""Who does what when: what people set out to do, and what they do about what they are told."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import count

from convoca.rehearsal.acting.acts import NOT_YET, SENT, Act, Begin, Choose, Post, Send
from convoca.rehearsal.acting.answers import Place, answers_to
from convoca.rehearsal.acting.minding import Minding, bounced_places
from convoca.rehearsal.acting.plans import IDLE, Plans, enters
from convoca.rehearsal.acting.timing import awake
from convoca.rehearsal.log import Told, reminded_of
from convoca.rehearsal.people.cast import Cast, Someone, dice
from convoca.rehearsal.people.temper import Pace, Temper
from core.call.definition import Call
from core.model.letter import Decision
from core.model.matter import MatterKind, Wants
from core.model.records import Channel

HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
LAST_TRY = timedelta(minutes=40)
"""How long before the close somebody tries to send for the last time."""
MORE_TIME, OWN_TIME = "deadline", "deadline_own"
"""The letters that say that the close has moved, for all and for one."""
INVITING = frozenset({"invitation", "invitation_changed"})
SILENT_FOR_LONG = 3
"""An invitation and two reminders."""


class Story:
    """What is still to happen, by moment; people add to it as they are told things."""

    def __init__(self, call: Call, cast: Cast, *, seed: int, opens: datetime, closes: datetime) -> None:
        self._call, self._seed, self.closes = call, seed, closes
        self._plans = Plans(call=call, seed=seed, opens=opens, closes=closes)
        self._line: list[tuple[datetime, int, Act]] = []
        self._number = count()
        self._people = cast.by_address()
        self._minding = Minding(self._people, seed)
        self._asked: Counter[tuple[str, str]] = Counter()
        self._drafts = {f"begin:{item.number}": item for item in cast.proposals}
        self._finishing = {begun for begun, item in self._drafts.items() if item.proponent.pace not in IDLE}
        self._sent: set[str] = set()
        self._begun_by: dict[str, str] = {}
        """Which act began a proposal, by its id."""
        self._places: dict[str, tuple[str, str]] = {}
        """Places on lists that people were asked about: of which draft, and at which address."""
        self._own_close: dict[str, datetime] = {}
        self._choosing: set[str] = set()
        for begun, planned in self._drafts.items():
            self._add(self._plans.sets_out(begun, planned))
        for evaluator in cast.evaluators:
            self.add(opens, enters(evaluator))

    @property
    def next_at(self) -> datetime | None:
        """When somebody acts next."""
        return self._line[0][0] if self._line else None

    def take(self, now: datetime) -> tuple[Act, ...]:
        """Take out all that is to happen by now, in order; nobody sends once more what was sent."""
        found = []
        while self._line and self._line[0][0] <= now:
            act = heapq.heappop(self._line)[2]
            if not isinstance(act, Send) or act.proposal not in self._sent:
                found.append(act)
        return tuple(found)

    def add(self, at: datetime, act: Act) -> None:
        """Let something more happen."""
        heapq.heappush(self._line, (at, next(self._number), act))

    def came(self, act: Act, came: str, now: datetime) -> None:
        """People see what came of an act: who could not send tries again while there is time."""
        match act:
            case Begin() if came:
                self._begun_by[came] = act.key
            case Send() if came == SENT:
                self._sent.add(act.proposal)
            case Send() if came == NOT_YET and now < (last := self._closes(act.proposal) - LAST_TRY):
                self.add(min(now + 2 * DAY, last), Send(key=f"{act.key}+", proposal=act.proposal))
            case Post() if act.reading.decision is Decision.DECLINE:
                self._drops_out(act.about, now)

    def told(self, told: Told) -> None:
        """Somebody reads something, and may do something about it."""
        someone = self._people.get(told.address)
        if someone is None:
            return
        self._chooses(someone, told)
        for place in _asked_about(told):
            self._asked_for(someone, told, place)
        for participation in bounced_places(told):
            self._mends(participation, told.at)
        if told.kind in (MORE_TIME, OWN_TIME) and told.channel is Channel.MAIL:
            self._has_more_time(someone, told)
        if someone.pace is Pace.FORGETFUL and any(item.kind == MatterKind.DRAFT for item in reminded_of(told)):
            self._remembers(someone, told.at)

    def _add(self, acts: Iterable[tuple[datetime, Act]]) -> None:
        for at, act in acts:
            self.add(at, act)

    def _asked_for(self, someone: Someone, told: Told, place: Place) -> None:
        begun = self._begun_by.get(told.proposal_id or "")
        if begun is not None and told.kind in INVITING:
            self._places[place.participation] = (begun, told.address)
        self._asked[someone.address, place.participation] += 1
        times = self._asked[someone.address, place.participation]
        self._add(answers_to(self._call, someone, place, told.at, times, seed=self._seed))
        if times == SILENT_FOR_LONG and someone.temper is Temper.NEVER:
            self._drops_out(place.participation, told.at)

    def _drops_out(self, participation: str, now: datetime) -> None:
        """Somebody is not to be counted on: the proponent may have another for their place."""
        begun, _ = self._places[participation]
        self._add(self._minding.replaces(begun, self._drafts[begun], participation, now))

    def _mends(self, participation: str, now: datetime) -> None:
        begun, address = self._places[participation]
        self._add(self._minding.about_address(begun, self._drafts[begun], participation, address, now))

    def _chooses(self, someone: Someone, told: Told) -> None:
        """Who wants fewer reminders says so at the first, or as soon as they hear of us at all."""
        if someone.wants is Wants.ALL or someone.address in self._choosing:
            return
        chance = dice(self._seed, "chooses", someone.address)
        if chance.random() < 0.5 or reminded_of(told):
            self._choosing.add(someone.address)
            at = awake(told.at + chance.uniform(0.2, 20) * HOUR, someone.zone, chance)
            self.add(at, Choose(key=f"chooses:{someone.address}", address=someone.address, wants=someone.wants))

    def _has_more_time(self, someone: Someone, told: Told) -> None:
        """There is more time: whoever had all but the answers of others tries to send once more."""
        if told.kind == OWN_TIME:
            last = datetime.fromisoformat(str(told.facts["until"]))
            self._own_close[self._begun_by[told.proposal_id or ""]] = last + SECOND
        for begun in self._own_drafts(someone, finishing=True):
            chance = dice(self._seed, "again", begun)
            at = awake(told.at + chance.uniform(1, 20) * HOUR, someone.zone, chance)
            self.add(at, Send(key=f"more time:{begun}:{told.at.isoformat()}", proposal=begun))

    def _remembers(self, someone: Someone, now: datetime) -> None:
        for begun in self._own_drafts(someone, finishing=False):
            self._finishing.add(begun)
            chance = dice(self._seed, "remembers", begun)
            at = awake(now + chance.uniform(1, 20) * HOUR, someone.zone, chance)
            self._add(self._plans.finishes(begun, self._drafts[begun], min(at, self._closes(begun) - HOUR)))

    def _own_drafts(self, someone: Someone, *, finishing: bool) -> list[str]:
        """Return the drafts of somebody that are being finished, or that lie about."""
        mine = [key for key, item in self._drafts.items() if item.proponent == someone]
        return [key for key in mine if (key in self._finishing) is finishing]

    def _closes(self, begun: str) -> datetime:
        return max(self.closes, self._own_close.get(begun, self.closes))


def _asked_about(told: Told) -> Iterator[Place]:
    """Yield the places on lists about which a notice asks for an answer; of several, each has a link of its own."""
    if told.kind in INVITING and told.token is not None:
        yield Place(str(told.token["subject"]), int(str(told.token["generation"])))
    for item in reminded_of(told):
        if item.kind in (MatterKind.INVITATION, MatterKind.PROFILE):
            yield Place(item.subject, item.generation)
