"""A slow reading of docs/call-language.md, "Reminders": it looks at the clocks of the walls, quarter of an hour after
quarter of an hour, and counts anew each time. It knows no formula for zones, quiet hours or the next moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.model.matter import Matter, Recipient

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
PERSONAL = ("chat", "mail")
LIST = ("invitation", "profile", "bounced")


@dataclass
class Said:
    """What is said at one moment: matter and day of each step."""

    messages: dict[str, tuple[str, frozenset[tuple[str, int]]]] = field(default_factory=dict)
    secretariat: set[tuple[str, int]] = field(default_factory=set)
    dropped: set[tuple[str, int, str]] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.messages or self.secretariat or self.dropped)


@dataclass(frozen=True)
class Come:
    """A step with the quarter of an hour in which it comes, and the day that it is counted to."""

    day: int
    way: str
    on: date
    first: datetime
    too_late: datetime | None


@dataclass
class Reader:
    """Reads the rules for one call; `book` holds what was said or dropped of each matter, by the day counted to."""

    call: Call
    book: dict[str, dict[tuple[date, int], None]] = field(default_factory=lambda: defaultdict(dict))

    def answer(self, matters: list[Matter], people: Mapping[str, Recipient], now: datetime) -> Said:
        """Return what is to be said, and what will never be."""
        said = Said()
        ready: dict[str, dict[tuple[str, int], str]] = defaultdict(dict)
        for matter in matters:
            steps = list(self.steps(matter, people.get(matter.person_id or "")))
            book = self.book[name(matter)]
            fresh = [step for step in steps if step.first <= now and (step.on, step.day) not in book]
            for position, step in enumerate(fresh):
                last_one = position == len(fresh) - 1
                self._read(matter, step, steps, last_one, people.get(matter.person_id or ""), now, said, ready)
        for person_id, duties in ready.items():
            person = people[person_id]
            if not self._disturbs(person, now) and duties:
                way = "mail" if "mail" in duties.values() else "chat"
                said.messages[person_id] = (way, frozenset(duties))
        return said

    def _read(
        self,
        matter: Matter,
        step: Come,
        steps: list[Come],
        last_one: bool,
        person: Recipient | None,
        now: datetime,
        said: Said,
        ready: dict[str, dict[tuple[str, int], str]],
    ) -> None:
        what = (name(matter), step.day)
        if not last_one or any(on >= step.on for on, _ in self.book[name(matter)]):
            said.dropped.add((*what, "late"))
        elif step.too_late is not None and now >= step.too_late:
            said.dropped.add((*what, "no_help"))
        elif step.way == "secretariat":
            said.secretariat.add(what)
        elif person is not None and (
            person.wants == "none" or (person.wants == "one_before_deadline" and step != in_time(steps)[-1])
        ):
            said.dropped.add((*what, "muted"))
        elif person is None or not (person.has_chat or person.can_mail):
            said.dropped.add((*what, "unreachable"))
            said.secretariat.add(what)
        elif not self._was_asked_lately(matter, now):
            has = {"chat": person.has_chat, "mail": person.can_mail}
            other = "mail" if step.way == "chat" else "chat"
            ready[person.person_id][what] = step.way if has[step.way] else other

    def _was_asked_lately(self, matter: Matter, now: datetime) -> bool:
        pause = timedelta(hours=self.call.mail.hours_between_reminders)
        return matter.asked_at is not None and now - matter.asked_at < pause

    def _disturbs(self, person: Recipient, now: datetime) -> bool:
        rules, shown = self.call.reminding, now.astimezone(ZoneInfo(person.zone)).time()
        hours = [rules.quiet_from, rules.quiet_until]
        quiet = hours[0] <= shown < hours[1] if hours == sorted(hours) else not (hours[1] <= shown < hours[0])
        return quiet or sum(now - moment < 7 * DAY for moment in person.told) >= rules.messages_per_week

    def steps(self, matter: Matter, person: Recipient | None) -> Iterator[Come]:
        """Yield the steps that the file plans."""
        named = {item.key: item for item in self.call.reminders}
        reminder = named.get(matter.kind) or (named.get("invitation") if matter.kind == "profile" else None)
        for place, day in enumerate(reminder.days if reminder else ()):
            assert reminder is not None
            way = "secretariat" if matter.kind == "task" else str([*reminder.ways, *9 * reminder.ways[-1:]][place])
            zone = self.call.zone if way == "secretariat" or person is None else person.zone
            moment, act = self.call.moments.get(reminder.anchor), reminder.anchor not in self.call.moments
            counted = matter.since.date() if act else self._anchor(matter, moment.day if moment else None)
            if counted is None:
                continue
            local = matter.since.astimezone(ZoneInfo(zone)).date() if act else counted
            first = shows(zone, local + day * DAY, self.call.reminding.at)
            pause = timedelta(hours=self.call.mail.hours_between_reminders)
            if act:
                first = max(first, matter.since + pause)
            elif first < matter.since:
                continue
            end = self.deadline(matter, reminder.anchor)
            overdue = end is not None and way == "secretariat" and not act and first >= end
            rest = timedelta(hours=self.call.reminding.hours_before_deadline)
            yield Come(day, way, counted + day * DAY, first, None if end is None or overdue else end - rest)

    def _anchor(self, matter: Matter, day: date | None) -> date | None:
        """Return the call's day, moved as far as an own deadline is from the usual one."""
        if matter.deadline is None or day is None:
            return day
        last = (matter.deadline - QUARTER).astimezone(ZoneInfo(self.call.zone)).date()
        usual = self._usual_last_day(matter.kind)
        return day + (last - usual) if usual else day

    def _usual_last_day(self, kind: str) -> date | None:
        if kind == "report":
            event, days = self.call.moments["event_ends"].day, self.call.report_days
            return event + days * DAY if event and days else None
        named = {item.key: item.anchor for item in self.call.reminders}
        moment = self.call.moments.get("submission_closes" if kind in ("draft", *LIST) else named[kind])
        return moment.day if moment and moment.ends else None

    def deadline(self, matter: Matter, anchor: str) -> datetime | None:
        """Return from when on it is too late."""
        if matter.deadline is not None:
            return matter.deadline
        if matter.kind == "report":
            day = self.call.moments["event_ends"].day
            if day is None or self.call.report_days is None:
                return None
            return shows(self.call.zone, day + (self.call.report_days + 1) * DAY, time())
        key = "submission_closes" if matter.kind in ("draft", *LIST) else anchor
        moment = self.call.moments.get(key)
        return moment.at.astimezone(UTC) if moment and moment.at and moment.ends else None

    def note(self, matters: list[Matter], people: Mapping[str, Recipient], said: Said) -> None:
        """Write down what was said and dropped."""
        told = {what for _, duties in said.messages.values() for what in duties}
        told |= said.secretariat | {(matter, day) for matter, day, _ in said.dropped}
        for matter in matters:
            for step in self.steps(matter, people.get(matter.person_id or "")):
                if (name(matter), step.day) in told:
                    self.book[name(matter)][step.on, step.day] = None


def name(matter: Matter) -> str:
    return f"{matter.kind} {matter.subject} {matter.generation}"


def in_time(steps: list[Come]) -> list[Come]:
    return [step for step in steps if step.way in PERSONAL and (step.too_late is None or step.first < step.too_late)]


@cache
def shows(zone: str, day: date, hour: time) -> datetime:
    """Return the first quarter of an hour at which the clocks of a zone are not before that day and hour."""
    local = ZoneInfo(zone)
    now = datetime(day.year, day.month, day.day, tzinfo=UTC) - 2 * DAY
    while (shown := now.astimezone(local)) and (shown.date(), shown.time()) < (day, hour):
        now += QUARTER
    return now
