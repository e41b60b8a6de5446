"""Random calls, matters, people and clocks, mostly around nights in which clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from core.call.dates import start_of
from core.call.definition import ACTS, Call, Moment, Reminder, Reminding
from core.model.matter import Matter, MatterKind, Recipient, Wants, Way
from tests.core.call.tiny import TINY, call_of
from tests.core.rules.due.naive import DAY, QUARTER

NIGHTS = (
    ("America/Santiago", date(2025, 9, 7)),  # midnight is skipped
    ("America/Santiago", date(2026, 4, 5)),  # the last hour of Saturday comes twice
    ("Europe/Madrid", date(2025, 10, 26)),
    ("Europe/Madrid", date(2026, 3, 29)),
    ("America/Asuncion", date(2024, 10, 6)),
    ("America/Asuncion", date(2024, 3, 24)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # half an hour
    ("Atlantic/Azores", date(2025, 10, 26)),
    ("Pacific/Apia", date(2011, 12, 30)),  # a day that was none
    ("Pacific/Kiritimati", date(2025, 8, 24)),
    ("Pacific/Pago_Pago", date(2025, 8, 24)),
    ("Asia/Kathmandu", date(2025, 8, 24)),
)
CALL = call_of(TINY)
HOME = CALL.zone
HOUR = timedelta(hours=1)
WAYS = st.lists(st.sampled_from((Way.CHAT, Way.MAIL, *Way)), min_size=1, max_size=3).map(tuple)
TIMES = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))
ANCHORS = ("submission_closes", "event_ends", "event_starts", "confirmation_deadline", "results")


@dataclass(frozen=True)
class Open:
    """A matter and when it is done, if ever."""

    matter: Matter
    until: datetime | None


@dataclass(frozen=True)
class Clock:
    """When the service looks: every `step` quarters; `lasts` looks fall out from the one that is `down` on."""

    start: datetime
    step: int
    down: int
    lasts: int
    back: int
    """From that look on the clock is an hour behind."""

    def __iter__(self) -> Iterator[datetime]:
        """Yield what the clock shows."""
        ticks = [self.start + count * QUARTER for count in range(0, 13 * 96, self.step)]
        shown = [*ticks[: self.down], *ticks[self.down + self.lasts :]]
        return iter((*shown[: self.back], *(moment - HOUR for moment in shown[self.back :])))


@dataclass(frozen=True)
class Play:
    """What happens; `calls` are in force from their moment on, `clock` is what the service's clock shows, in order."""

    calls: tuple[tuple[datetime, Call], ...]
    opened: tuple[Open, ...]
    people: tuple[Recipient, ...]
    clock: Clock

    def call_at(self, now: datetime) -> Call:
        """Return the call in force."""
        return [call for since, call in self.calls if since <= now][-1]


def a_moment(key: str, day: date | None, zone: str, *, ends: bool) -> Moment:
    """Return a whole day of a call, or an unknown one."""
    at = start_of(day + DAY if ends else day, ZoneInfo(zone)) if day else None
    return Moment(key=key, name=CALL.name, at=at, written="", day=day, whole_day=True, ends=ends)


def a_call(zone: str, closes: date, **given: object) -> Call:
    """Return a call whose dates lie around the close."""
    days = {"submission_opens": -30, "submission_closes": 0, "results": 2, "confirmation_deadline": 4}
    moments = {
        key: a_moment(key, closes + step * DAY, zone, ends=key.endswith(("_closes", "_deadline")))
        for key, step in days.items()
    }
    event = {
        "event_starts": a_moment("event_starts", None, zone, ends=False),
        "event_ends": a_moment("event_ends", closes + DAY, zone, ends=True),
    }
    return replace(CALL, zone=zone, moments={**moments, **event}, **given)  # type: ignore[arg-type]  # names of Call


@st.composite
def reminders(draw: st.DrawFn, kind: MatterKind) -> Reminder:
    anchor = draw(st.sampled_from((*ANCHORS, *3 * (ACTS[kind],))))
    earliest = draw(st.sampled_from((0, 0, 0, -5))) if anchor in ACTS.values() else -5
    days = draw(st.lists(st.integers(earliest, 6), min_size=2, max_size=5, unique=True).map(sorted))
    return Reminder(key=kind, anchor=anchor, days=tuple(days), ways=draw(WAYS))


@st.composite
def plays(draw: st.DrawFn) -> Play:
    zone, night = draw(st.sampled_from(NIGHTS))
    closes = night + draw(st.integers(-2, 4)) * DAY
    rules = Reminding(
        at=draw(st.sampled_from((time(10), time(10), time(0), time(1, 30), time(2), time(23, 30)))),
        quiet_from=draw(st.sampled_from((time(21), time(21), time(1, 30), time(23, 30), time(0)))),
        quiet_until=draw(st.sampled_from((time(8), time(8), time(2, 30), time(1)))),
        messages_per_week=draw(st.integers(1, 4)),
        hours_before_deadline=draw(st.sampled_from((0, 2, 0, 30))),
    )
    call = a_call(
        draw(st.sampled_from((HOME, zone))),
        closes,
        reminders=tuple(draw(reminders(kind)) for kind in MatterKind if draw(st.integers(0, 9)) != 5),
        reminding=rules,
        mail=replace(CALL.mail, hours_between_reminders=draw(st.sampled_from((1, 24, 30)))),
        report_days=draw(st.sampled_from((None, 1, 3))),
    )
    start = datetime(night.year, night.month, night.day, tzinfo=UTC) - 4 * DAY
    quarters = st.integers(0, 8 * 96).map(lambda count: start + count * QUARTER)
    people = tuple(draw(a_recipient(key, zone, start)) for key in ("ana", "bo"))
    opened = tuple(draw(st.lists(matters(quarters, closes), min_size=3, max_size=8)))
    extended = a_call(call.zone, closes + draw(st.integers(-2, 4)) * DAY)
    later = replace(call, moments=extended.moments)
    calls = ((datetime.min.replace(tzinfo=UTC), call), *((at, later) for at in [draw(quarters)] if draw(st.booleans())))
    clock = draw(clocks(start))
    once = {(item.matter.kind, item.matter.subject): item for item in opened}
    return Play(calls, tuple(once.values()), people, clock)


@st.composite
def a_recipient(draw: st.DrawFn, key: str, zone: str, start: datetime) -> Recipient:
    return Recipient(
        person_id=key,
        zone=draw(st.sampled_from((zone, zone, HOME))),
        has_chat=draw(st.booleans()),
        can_mail=draw(st.sampled_from((True, True, True, False))),
        wants=draw(st.sampled_from((Wants.ALL, Wants.ALL, *Wants))),
        told=tuple(start - count * 12 * HOUR for count in draw(st.lists(st.integers(0, 15), max_size=2))),
    )


@st.composite
def matters(draw: st.DrawFn, quarters: st.SearchStrategy[datetime], closes: date) -> Open:
    kind, since = draw(st.sampled_from(tuple(MatterKind))), draw(quarters)
    own = st.integers(-40, 4 * 96).map(
        lambda count: datetime(closes.year, closes.month, closes.day, tzinfo=UTC) + count * QUARTER
    )
    matter = Matter(
        kind=kind,
        subject=draw(st.sampled_from(("s1", "s2", "s3"))),
        person_id=draw(st.sampled_from(("ana", "ana", "ana", "bo", "bo", "gone"))),
        since=since,
        deadline=draw(st.one_of(st.none(), st.none(), own)),
        asked_at=draw(st.sampled_from((None, since))),
    )
    lasts = draw(st.one_of(st.none(), st.none(), st.integers(1, 8 * 96)))
    return Open(matter, None if lasts is None else since + lasts * QUARTER)


@st.composite
def clocks(draw: st.DrawFn, start: datetime) -> Clock:
    step = draw(st.sampled_from((3, 9, 14, 23)))
    looks = 13 * 96 // step
    lasts = draw(st.integers(0, 3 * 96 // step))
    return Clock(start, step, draw(st.integers(0, looks)), lasts, draw(st.integers(0, looks)))
