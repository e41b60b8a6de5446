"""What proponents do about their lists: addresses are corrected, and people are put in the place of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from convoca.rehearsal.acting.acts import Act, Correct, Replace
from convoca.rehearsal.acting.timing import awake
from convoca.rehearsal.log import Told, reminded_of
from convoca.rehearsal.people.cast import Planned, Someone, dice
from convoca.rehearsal.people.temper import MENDS, REPLACES
from core.model.matter import MatterKind

HOUR = timedelta(hours=1)
BOUNCED = "participant_bounced"
"""The news in a chat."""


@dataclass(slots=True)
class Minding:
    """Who minds which place; each is minded once."""

    people: Mapping[str, Someone]
    seed: int
    _minded: set[str] = field(default_factory=set)
    _spare: dict[str, int] = field(default_factory=dict)
    """How many of those at hand were put on each list."""

    def about_address(
        self, begun: str, planned: Planned, participation: str, address: str, now: datetime
    ) -> Iterator[tuple[datetime, Act]]:
        """An address takes no letters: it is corrected where it can be, and somebody else asked where it can't."""
        right = self.people[address].right
        if right is None:
            yield from self.replaces(begun, planned, participation, now, MENDS)
        elif (at := self._sees_to(planned, participation, now, MENDS)) is not None:
            key = f"corrects:{participation}"
            yield at, Correct(key=key, proposal=begun, participation=participation, address=right)

    def replaces(
        self, begun: str, planned: Planned, participation: str, now: datetime, part: float = REPLACES
    ) -> Iterator[tuple[datetime, Act]]:
        """Somebody drops out: there may be somebody at hand for their place."""
        place = self._spare.get(begun, 0)
        if place >= len(planned.spare) or (at := self._sees_to(planned, participation, now, part)) is None:
            return
        self._spare[begun] = place + 1
        new = planned.spare[place]
        key = f"replaces:{participation}"
        yield at, Replace(key=key, proposal=begun, participation=participation, name=new.name, address=new.address)

    def _sees_to(self, planned: Planned, participation: str, now: datetime, part: float) -> datetime | None:
        """Return when the proponent sees to a place, None where they don't, or have."""
        chance = dice(self.seed, "minds", participation)
        if participation in self._minded or chance.random() > part:
            return None
        self._minded.add(participation)
        return awake(now + chance.uniform(1, 30) * HOUR, planned.proponent.zone, chance)


def bounced_places(told: Told) -> Iterator[str]:
    """Yield the places on lists whose address a notice says takes no letters."""
    if told.kind == BOUNCED and told.participation_id:
        yield told.participation_id
    yield from (item.subject for item in reminded_of(told) if item.kind is MatterKind.BOUNCED)
