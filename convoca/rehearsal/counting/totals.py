"""The figures of a rehearsal: how much anybody gets, and when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from convoca.rehearsal.log import Told
from convoca.rehearsal.people.cast import SECRETARIAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Counts of notices; days are the call's, the secretariat's digests are not among what people get."""

    by_kind: Mapping[tuple[str, str], int]
    """(channel, kind) -> notices."""
    by_day: Mapping[date, int]
    by_person: Mapping[str, int]
    """Address -> notices, most first."""
    most_an_hour: tuple[datetime, int] | None
    """The hour in which most letters leave."""

    @property
    def all(self) -> int:
        """How many notices there are."""
        return sum(self.by_kind.values())

    @property
    def of_many(self) -> Mapping[int, int]:
        """How many people get how many: notices -> people."""
        return dict(sorted(Counter(self.by_person.values()).items()))


def totals(told: Iterable[Told], zone: str) -> Totals:
    """Count what was told."""
    notices, local = list(told), ZoneInfo(zone)
    letters = Counter(item.at.replace(minute=0, second=0, microsecond=0) for item in notices if item.channel == "mail")
    people = Counter(item.address for item in notices if item.address != SECRETARIAT)
    return Totals(
        by_kind=dict(Counter((str(item.channel), item.kind) for item in notices).most_common()),
        by_day=dict(sorted(Counter(item.at.astimezone(local).date() for item in notices).items())),
        by_person=dict(people.most_common()),
        most_an_hour=letters.most_common(1)[0] if letters else None,
    )
