"""Whether a rehearsal kept every promise: asserted over the log of what people did and were told, never by eye."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from convoca.rehearsal.judging.digests import digests_missing
from convoca.rehearsal.judging.expecting import Step, Version, steps_of, versions_of
from convoca.rehearsal.judging.known import has_come
from convoca.rehearsal.judging.patience import WEEK, Patience, is_night
from convoca.rehearsal.judging.places import INVITING
from convoca.rehearsal.judging.reasons import Reason, Reasons, Ref
from convoca.rehearsal.judging.verdict import Broken, Checked
from convoca.rehearsal.log import Item, Log, Told, reminded_of
from convoca.rehearsal.people.cast import Cast
from core.call.definition import Call
from core.model.matter import Wants, Way

SLACK = timedelta(minutes=3)
"""How late a tick may be: the service's own comes every minute."""
Said = tuple[Told, Item]


def check(log: Log, cast: Cast, *, seed: int, slack: timedelta = SLACK) -> Checked:
    """Check everything; `slack` is how late something may be that nothing explains."""
    judge = _Judge(log, cast, seed, slack)
    broken = tuple(judge.verdict())
    return Checked(
        expected=len(judge.expected),
        said=judge.said,
        broken=broken,
        nights=judge.nights,
        weeks=frozenset(judge.weeks),
        asleep=judge.asleep,
    )


class _Judge:
    """Compares what was said with what was promised."""

    def __init__(self, log: Log, cast: Cast, seed: int, slack: timedelta) -> None:
        self._log, self._slack = log, slack
        self.said = self.nights = self.asleep = 0
        self.weeks: set[str] = set()
        self._people = cast.by_address()
        self._reasons = Reasons(log, cast, seed=seed)
        self._known = self._reasons.known
        self._versions = versions_of(log.calls)
        self._place_of = {item.id: place for place, item in enumerate(log.happened) if isinstance(item, Told)}
        self._reminders = [told for told in log.told if reminded_of(told)]
        self._said: dict[tuple[Ref, date], list[Said]] = defaultdict(list)
        self._reminded: dict[str, list[datetime]] = defaultdict(list)
        self._asked: dict[tuple[str, str], list[datetime]] = defaultdict(list)
        for told in self._reminders:
            self._reminded[told.address].append(told.queued_at)
            for item in reminded_of(told):
                self._said[(item.kind, item.subject, item.generation), item.on].append((told, item))
                self._asked[told.address, item.subject].append(told.queued_at)
        for moments in self._reminded.values():
            moments.sort()
        for about, moments in self._known.asked.items():
            self._asked[about] += moments
        self.expected = [step for reason in self._reasons.all.values() for step in self._steps(reason)]

    def verdict(self) -> Iterator[Broken]:
        """Yield every promise that was not kept."""
        steps: dict[Ref, list[Step]] = defaultdict(list)
        for step in self.expected:
            steps[step.reason.ref].append(step)
        for step in self.expected:
            if step.way is not Way.SECRETARIAT:
                yield from self._judge(step, steps[step.reason.ref])
        planned = {(step.reason.ref, step.on) for step in self.expected}
        for key, said in self._said.items():
            if key not in planned:
                yield _broken("unplanned", said[0][0])
        yield from self._nights()
        yield from self._weeks()
        yield from self._twice()
        yield from self._reasons.places.broken(self._log, self._known, self._slack)
        yield from digests_missing(self._log, self._slack, self._reasons.idle)

    def _steps(self, reason: Reason) -> list[Step]:
        """Return the reminders of a reason; from when on somebody's country is known, those to come go by its clock."""
        given = self._reasons.given.get(reason.proposal)
        versions = versions_of(self._log.calls, given) if given else self._versions
        before = steps_of(versions, reason, self._zone(reason.address, reason.since))
        learnt = self._known.country.get(reason.address)
        if learnt is None or learnt <= reason.since:
            return before
        after = {step.on: step for step in steps_of(versions, reason, self._zone(reason.address, learnt))}
        return [
            step if step.at < learnt or step.on not in after else replace(step, at=max(after[step.on].at, learnt))
            for step in before
        ]

    def _judge(self, step: Step, others: Sequence[Step]) -> Iterator[Broken]:
        said = self._said.get((step.reason.ref, step.on), [])
        due = self._due_at(step)
        if not said:
            if not self._is_explained(step, due, others):
                yield Broken(guarantee="forgotten", kind=str(step.reason.kind), address=step.reason.address, at=step.at)
            return
        told, _ = said[0]
        self.said += 1
        self.nights += self._patience(step).by_night(step.at)
        if self._patience(step).by_week(step.at):
            self.weeks.add(step.reason.address)
        if len(said) > 1:
            yield _broken("twice", said[1][0])
        if self._had_ended(step.reason, told):
            yield _broken("after_the_end", told)
        if not self._is_wanted(step, told.queued_at) or self._known.wants(told.address, told.at) is Wants.NONE:
            yield _broken("unwanted", told)
        if not step.at <= told.queued_at <= due + self._slack or told.queued_at >= step.until:
            yield _broken("outside", told)

    def _due_at(self, step: Step) -> datetime:
        return self._patience(step).earliest(step.at)

    def _patience(self, step: Step) -> Patience:
        reason = step.reason
        return Patience(
            call=self._call(step.at),
            zone=self._zone(reason.address, step.at),
            reminded=self._reminded[reason.address],
            asked=self._asked.get((reason.address, reason.subject), ()),
            outages=self._log.outages,
        )

    def _is_explained(self, step: Step, due: datetime, others: Sequence[Step]) -> bool:
        """Whether there was a reason not to say it: it was settled, no longer helped, could not reach, or was late."""
        by, reason = due + self._slack, step.reason
        address = reason.address
        return (
            (reason.ended is not None and reason.ended <= by)
            or by >= step.until
            or by >= self._log.ends
            or any(other.at <= by for other in others if other.on > step.on)
            or self._known.is_muted(address, by)
            or not self._is_wanted(step, by)
            or not self._known.is_reached(address, by)
        )

    def _is_wanted(self, step: Step, at: datetime) -> bool:
        """Whether the person wants a reminder, as far as they had said by then."""
        wants = self._known.wants(step.reason.address, at)
        return wants is Wants.ALL or (wants is Wants.ONE_BEFORE_DEADLINE and step.is_last)

    def _had_ended(self, reason: Reason, told: Told) -> bool:
        if reason.ended_by is not None:
            ended = reason.ended_by < self._place_of[told.id]
        else:
            ended = reason.ended is not None and reason.ended <= told.at
        return ended or self._known.is_muted(reason.address, told.at)

    def _nights(self) -> Iterator[Broken]:
        for told in self._reminders:
            zone = ZoneInfo(self._zone(told.address, told.at))
            if is_night(self._call(told.at), told.at.astimezone(zone)):
                yield _broken("quiet", told)
            home = ZoneInfo(self._people[told.address].zone)
            self.asleep += is_night(self._call(told.at), told.at.astimezone(home))

    def _weeks(self) -> Iterator[Broken]:
        recent: dict[str, list[datetime]] = defaultdict(list)
        for told in sorted(self._reminders, key=lambda item: item.queued_at):
            most, before = self._call(told.queued_at).reminding.messages_per_week, recent[told.address]
            if len(before) >= most and told.queued_at - before[-most] < WEEK:
                yield _broken("cap", told)
            before.append(told.queued_at)

    def _twice(self) -> Iterator[Broken]:
        """Invitations and digests: each once, whatever died in between."""
        seen: set[tuple[object, ...]] = set()
        for told in self._log.told:
            if told.kind in INVITING:
                what: tuple[object, ...] = (told.kind, told.address, str(told.token))
            elif told.kind == "digest":
                what = (told.kind, told.address, told.facts.get("day"))
            else:
                continue
            if what in seen:
                yield _broken("twice", told)
            seen.add(what)

    def _zone(self, address: str, at: datetime) -> str:
        """Return the zone that the service can know of somebody: their country's once they have told it."""
        someone = self._people.get(address)
        if someone is None or not has_come(self._known.country.get(address), at):
            return self._call(at).zone
        return someone.zone

    def _call(self, at: datetime) -> Call:
        return self._version(at).call

    def _version(self, at: datetime) -> Version:
        return next(item for item in reversed(self._versions) if item.begins <= at or item is self._versions[0])


def _broken(guarantee: str, told: Told) -> Broken:
    return Broken(guarantee=guarantee, kind=told.kind, address=told.address, at=told.at)
