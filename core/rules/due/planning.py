"""What is due now: of each matter one step at most, of all that is due to one person one message."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.model.matter import Dropped, Due, Duty, Matter, Message, Recipient, State, Wants, Way, Why
from core.rules.due.hours import quiet_until
from core.rules.due.steps import EVER, Step, steps_of

_WEEK = timedelta(days=7)


def due(call: Call, state: State, now: datetime) -> Due:
    """Return what is to be said and dropped now, and not before when there is anything new to say.

    Pure and total. Of several missed steps of one matter only the latest is said; what is said already, or said for a
    later day, is not said again, also where an anchor or the clock went back. Quiet hours, the weekly cap and the
    pause after a letter put off; only a deadline that came too near drops what they hold. Of a matter that stands twice
    in the state the first counts.
    """
    found = _Found(call, now.astimezone(UTC), _last_days(state.done))
    matters: dict[str, Matter] = {}
    for matter in state.matters:
        matters.setdefault(f"{matter.kind}:{matter.subject}:{matter.generation}", matter)
    for about, matter in matters.items():
        person = state.recipients.get(matter.person_id or "")
        found.look_at(about, matter, person or _nobody(call, matter), state.done)
    return found.answer(state.recipients)


class _Found:
    """What is found about the matters, one after the other."""

    def __init__(self, call: Call, now: datetime, said: Mapping[str, date]) -> None:
        self._call, self._now, self._said = call, now, said
        self._open: dict[str, list[Step]] = defaultdict(list)
        self._secretariat: list[Duty] = []
        self._dropped: list[Dropped] = []
        self._next: list[datetime] = []

    def look_at(self, about: str, matter: Matter, person: Recipient, done: Collection[str]) -> None:
        """Take one matter in."""
        steps = steps_of(self._call, matter, ZoneInfo(person.zone))
        undone = [step for step in steps if step.duty.key not in done]
        self._next += [step.duty.at for step in undone if step.duty.at > self._now]
        passed = [step for step in undone if step.duty.at <= self._now]
        if not passed:
            return
        *older, latest = passed
        self._drop(Why.LATE, *older)
        if latest.on <= self._said.get(about, date.min):
            self._drop(Why.LATE, latest)
        else:
            self._weigh(latest, steps, person)

    def _weigh(self, step: Step, steps: Sequence[Step], person: Recipient) -> None:
        duty = step.duty
        if self._now >= step.helps_until:
            self._drop(Why.NO_HELP, step)
        elif duty.way is Way.SECRETARIAT:
            self._secretariat.append(duty)
        elif not _is_wanted(step, steps, person):
            self._drop(Why.MUTED, step)
        elif (way := _reaching(duty.way, person)) is None:
            self._drop(Why.UNREACHABLE, step)
            self._secretariat.append(replace(duty, way=Way.SECRETARIAT))
        else:
            self._open[person.person_id].append(replace(step, duty=replace(duty, way=way)))

    def _drop(self, why: Why, *steps: Step) -> None:
        self._dropped += [Dropped(duty=step.duty, why=why) for step in steps]

    def answer(self, recipients: Mapping[str, Recipient]) -> Due:
        """Return all that was found."""
        messages = [self._message(recipients[key], steps) for key, steps in self._open.items()]
        return Due(
            messages=tuple(message for message in messages if message),
            for_secretariat=tuple(self._secretariat),
            dropped=tuple(self._dropped),
            next_at=min(self._next, default=None),
        )

    def _message(self, person: Recipient, steps: Iterable[Step]) -> Message | None:
        """Merge what may be said to a person now; what must wait is looked at when it may be said or helps no more."""
        told: list[Duty] = []
        for step in steps:
            at = self._may_be_said(step.duty, person)
            if at <= self._now:
                told.append(step.duty)
            else:
                self._next.append(min(at, step.helps_until))
        if not told:
            return None
        told.sort(key=lambda duty: (duty.deadline or EVER, duty.at, duty.key))
        way = Way.MAIL if any(duty.way is Way.MAIL for duty in told) else Way.CHAT
        return Message(person_id=person.person_id, way=way, duties=tuple(told))

    def _may_be_said(self, duty: Duty, person: Recipient) -> datetime:
        """Return from when on the pause, the weekly cap and the quiet hours let it be said; not before now."""
        rules, free = self._call.reminding, self._now
        if duty.matter.asked_at is not None:
            pause = timedelta(hours=self._call.mail.hours_between_reminders)
            free = max(free, duty.matter.asked_at.astimezone(UTC) + pause)
        recent = sorted(moment.astimezone(UTC) for moment in person.told if moment > self._now - _WEEK)
        if len(recent) >= rules.messages_per_week:
            free = max(free, recent[-rules.messages_per_week] + _WEEK)
        return quiet_until(free, rules, ZoneInfo(person.zone))


def _nobody(call: Call, matter: Matter) -> Recipient:
    return Recipient(person_id=matter.person_id or "", zone=call.zone, can_mail=False)


def _reaching(way: Way, person: Recipient) -> Way | None:
    """Return the way by which a step reaches a person after all; None where none does."""
    ways = {Way.CHAT: person.has_chat, Way.MAIL: person.can_mail}
    return next((item for item in (way, *ways) if ways[item]), None)


def _is_wanted(step: Step, steps: Sequence[Step], person: Recipient) -> bool:
    if person.wants is Wants.ONE_BEFORE_DEADLINE:
        theirs = [item for item in steps if item.duty.way is not Way.SECRETARIAT]
        return step == [item for item in theirs if item.duty.at < item.helps_until][-1]
    return person.wants is Wants.ALL


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
