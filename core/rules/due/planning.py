"""What is due now: of each matter one step at most, of all that is due to one person one message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.model.matter import Dropped, Due, Duty, Matter, Message, Recipient, State, Wants, Way, Why
from core.rules.due.hours import quiet_until
from core.rules.due.steps import Step, steps_of

_WEEK = timedelta(days=7)
_NEVER = datetime.max.replace(tzinfo=UTC)


def due(call: Call, state: State, now: datetime) -> Due:
    """Return what is to be said and dropped now, and not before when there is anything new to say.

    Pure and total. Of several missed steps of one matter only the latest is said; what is said already, or said for a
    later day, is not said again, also where an anchor or the clock went back. Quiet hours, the weekly cap and the
    pause after a letter put off; only a deadline that came too near drops what they hold.
    """
    found = _Found(call, now, _last_days(state.done))
    open_matters = {(item.kind, item.subject, item.generation): item for item in reversed(state.matters)}
    for matter in reversed(open_matters.values()):
        person = state.recipients.get(matter.person_id or "")
        found.look_at(matter, person or _nobody(call, matter), state.done)
    return found.answer(state.recipients)


@dataclass(frozen=True, slots=True)
class _Open:
    """A step that is to be said to a person as soon as it may."""

    duty: Duty
    until: datetime
    """From then on it no longer helps."""


class _Found:
    """What is found about the matters, one after the other."""

    def __init__(self, call: Call, now: datetime, said: Mapping[str, date]) -> None:
        self._call, self._now, self._said = call, now, said
        self._open: dict[str, list[_Open]] = defaultdict(list)
        self._secretariat: list[Duty] = []
        self._dropped: list[Dropped] = []
        self._next: list[datetime] = []

    def look_at(self, matter: Matter, person: Recipient, done: Collection[str]) -> None:
        """Take one matter in."""
        steps = steps_of(self._call, matter, ZoneInfo(person.zone))
        undone = [step for step in steps if step.duty.key not in done]
        self._next += [step.duty.at for step in undone if step.duty.at > self._now]
        passed = [step for step in undone if step.duty.at <= self._now]
        if not passed:
            return
        *older, latest = passed
        self._drop(Why.LATE, *older)
        if latest.on <= self._said.get(_of(latest.duty.key), date.min):
            self._drop(Why.LATE, latest)
        else:
            self._weigh(latest, steps, person)

    def _weigh(self, step: Step, steps: Sequence[Step], person: Recipient) -> None:
        duty, until = step.duty, self._help_ends(step)
        if self._now >= until:
            self._drop(Why.NO_HELP, step)
        elif duty.way is Way.SECRETARIAT:
            self._secretariat.append(duty)
        elif not self._is_wanted(step, steps, person):
            self._drop(Why.MUTED, step)
        elif (way := _reaching(duty.way, person)) is None:
            self._drop(Why.UNREACHABLE, step)
            self._secretariat.append(replace(duty, way=Way.SECRETARIAT))
        else:
            self._open[person.person_id].append(_Open(replace(duty, way=way), until))

    def _help_ends(self, step: Step) -> datetime:
        if step.overdue or step.duty.deadline is None:
            return _NEVER
        return step.duty.deadline.astimezone(UTC) - timedelta(hours=self._call.reminding.hours_before_deadline)

    def _is_wanted(self, step: Step, steps: Sequence[Step], person: Recipient) -> bool:
        if person.wants is Wants.ONE_BEFORE_DEADLINE:
            theirs = [item for item in steps if item.duty.way is not Way.SECRETARIAT]
            return step == [item for item in theirs if item.duty.at < self._help_ends(item)][-1]
        return person.wants is Wants.ALL

    def _drop(self, why: Why, *steps: Step) -> None:
        self._dropped += [Dropped(duty=step.duty, why=why) for step in steps]

    def answer(self, recipients: Mapping[str, Recipient]) -> Due:
        """Return all that was found."""
        messages = [self._message(recipients[key], items) for key, items in self._open.items()]
        return Due(
            messages=tuple(message for message in messages if message),
            for_secretariat=tuple(self._secretariat),
            dropped=tuple(self._dropped),
            next_at=min(self._next, default=None),
        )

    def _message(self, person: Recipient, items: Iterable[_Open]) -> Message | None:
        """Merge what may be said to a person now; what must wait is looked at when it may be said or helps no more."""
        told: list[Duty] = []
        for item in items:
            at = self._may_be_said(item.duty, person)
            if at <= self._now:
                told.append(item.duty)
            else:
                self._next.append(min(at, item.until))
        if not told:
            return None
        told.sort(key=lambda duty: (duty.deadline or _NEVER, duty.at, duty.key))
        way = Way.MAIL if any(duty.way is Way.MAIL for duty in told) else Way.CHAT
        key = f"reminder:{person.person_id}:{min(duty.key for duty in told)}"
        return Message(person_id=person.person_id, way=way, duties=tuple(told), key=key)

    def _may_be_said(self, duty: Duty, person: Recipient) -> datetime:
        """Return from when on the pause, the weekly cap and the quiet hours let it be said; not before now."""
        rules, free = self._call.reminding, self._now
        if duty.matter.asked_at is not None:
            pause = timedelta(hours=self._call.mail.hours_between_reminders)
            free = max(free, duty.matter.asked_at + pause)
        recent = sorted(moment for moment in person.told if moment > self._now - _WEEK)
        if len(recent) >= rules.messages_per_week:
            free = max(free, recent[-rules.messages_per_week] + _WEEK)
        return quiet_until(free, rules, ZoneInfo(person.zone))


def _nobody(call: Call, matter: Matter) -> Recipient:
    return Recipient(person_id=matter.person_id or "", zone=call.zone, can_mail=False)


def _reaching(way: Way, person: Recipient) -> Way | None:
    """Return the way by which a step reaches a person after all; None where none does."""
    ways = {Way.CHAT: person.has_chat, Way.MAIL: person.can_mail}
    return next((item for item in (way, *ways) if ways[item]), None)


def _of(key: str) -> str:
    """Return what a ledger key is about, without its day."""
    return key.rsplit(":", 2)[0]


def _last_days(done: Iterable[str]) -> Mapping[str, date]:
    """Return for each matter the latest day for which something was said or dropped; other keys are passed over."""
    found: dict[str, date] = {}
    for key in done:
        about, _, counted = key.rpartition(":")
        about, _, anchor = about.rpartition(":")
        try:
            day = date.fromisoformat(anchor) + timedelta(days=int(counted))
        except (ValueError, OverflowError):
            continue  # the key of something else, or of an older version
        found[about] = max(day, found.get(about, date.min))
    return found
