"""Whether the secretariat had its digest on every day on which there was something to say, and once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from convoca.rehearsal.acting.acts import SENT, Begin, Extend, GiveTime, Post, Send, Withdraw
from convoca.rehearsal.judging.verdict import Broken
from convoca.rehearsal.log import Did, Log
from convoca.rehearsal.people.cast import SECRETARIAT
from core.model.letter import Decision, LetterKind

DAY = timedelta(days=1)
KIND = "digest"


def digests_missing(log: Log, slack: timedelta, idle: Collection[str]) -> Iterator[Broken]:
    """Yield the digests that should have come; one that fell into an outage is due at its end.

    `idle` are the keys of acts that changed nothing.
    """
    came = [told.queued_at for told in log.told if told.kind == KIND]
    news = [did.at for did in log.did if did.act.key not in idle and _is_news(did)]
    before = log.begins - DAY
    for due in _moments(log):
        is_expected = due + slack < log.ends and any(before < at <= due for at in news)
        if is_expected and not any(due <= at <= due + slack for at in came):
            yield Broken(guarantee="digest", kind=KIND, address=SECRETARIAT, at=due)
        before = due


def _moments(log: Log) -> list[datetime]:
    """Return when digests were due."""
    _, call = log.calls[0]
    zone = ZoneInfo(call.zone)
    first = log.begins.astimezone(zone).date()
    days = [first + DAY * number for number in range((log.ends - log.begins).days + 1)]
    due = {_up(log, datetime.combine(day, call.mail.digest_at, zone).astimezone(UTC)) for day in days}
    return sorted(at for at in due if at >= log.begins)


def _up(log: Log, at: datetime) -> datetime:
    return next((outage.ends for outage in log.outages if outage.begins <= at < outage.ends), at)


def _is_news(did: Did) -> bool:
    """Whether an act is one that a secretariat hears of."""
    match did.act:
        case Begin() | Withdraw() | GiveTime():
            return did.came != ""
        case Send():
            return did.came == SENT
        case Post(reading=reading) if reading.kind is LetterKind.BOUNCE:
            return reading.bounce is not None and reading.bounce.permanent
        case Post(reading=reading) if reading.kind is LetterKind.REPLY and not reading.stop:
            return reading.decision is Decision.DECLINE or bool(reading.fields)
        case Extend():
            return True
        case _:
            return False
