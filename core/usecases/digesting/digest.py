"""The secretariat's daily digest: what is new, what waits, what needs a human; nothing to say, nothing sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

from core.model.words import LANGUAGES
from core.ports import UnitOfWork
from core.rules.digests import digest_day, digest_key
from core.usecases.answering.by_calendar import UNSETTLED
from core.usecases.calendar.extend_proposals import EXTENDED
from core.usecases.calendar.versions import CHANGED
from core.usecases.desk import Desk
from core.usecases.digesting.gathering import gathered
from core.usecases.digesting.telling import Digest
from core.usecases.ordering.letters import orders_address
from core.usecases.people import person_at
from core.usecases.privacy.unsubscribe import Sort, endable, stopped_at
from core.usecases.reminding.saying import ESCALATED
from core.usecases.speaking import say_in
from core.usecases.ticking.duty import Done

NEWSWORTHY = frozenset(
    {
        "proposal_begun", "proposal_sent", "proposal_resent", "proposal_withdrawn", "participant_confirmed",
        "participant_declined", "participant_bounced", "letter_failed", "person_erased", UNSETTLED, CHANGED, ESCALATED,
        EXTENDED,
    }
)  # fmt: skip
DAY = timedelta(days=1)
DIGEST = Sort.DIGEST
"""The letter, and the message to the secretariat's chats."""
PICTURE = "digest_picture"
"""The message after it: the figure that matters most."""


async def digest(desk: Desk, work: UnitOfWork) -> Done:
    """Queue the day's digest to the secretariat's chats and to whoever of it wants letters, once."""
    now = desk.clock.now()
    key = digest_key(desk.call, digest_day(desk.call, now))
    if not (desk.secretariat or desk.office_chats) or key in await work.ledger.known(key):
        return Done()
    last, since = await _last_before(desk, work, key)
    entries = await work.log.since(last)
    newest = max((entry.seq or 0 for entry in entries), default=last)
    await work.ledger.enter(key, now, str(newest))
    unread = any(letter.received_at > now - DAY for letter in await work.inbox.quarantined())
    if not unread and not any(entry.kind in NEWSWORTHY for entry in entries):
        return Done()
    found = await gathered(desk, work, entries, since, now)
    return Done(await _send(desk, work, found.facts, key, now))


async def digest_now(desk: Desk, work: UnitOfWork) -> Digest:
    """Return the latest digest as it would be told now, every line of it: what happened since the one before it."""
    now = desk.clock.now()
    last, since = await _last_before(desk, work, digest_key(desk.call, digest_day(desk.call, now)))
    return await gathered(desk, work, await work.log.since(last), since, now, whole=True)


async def _last_before(desk: Desk, work: UnitOfWork, key: str) -> tuple[int, str | None]:
    """Return the last line of the log that an earlier digest knew, and that digest's day (ISO); 0, None for none."""
    known = await work.ledger.known(digest_key(desk.call))
    earlier = [(int(note), other) for other, note in known.items() if other < key and note]
    last, latest = max(earlier, default=(0, None))
    return last, latest.removeprefix(digest_key(desk.call)) if latest else None


async def _send(desk: Desk, work: UnitOfWork, facts: Mapping[str, object], key: str, now: datetime) -> int:
    queued = 0
    for address in desk.secretariat:
        person = await person_at(desk, work, address, now)
        if stopped_at(person, Sort.DIGEST) is None:
            orders = await orders_address(desk, work, person, now)
            told = facts if orders is None else {**facts, "orders": orders}
            letter, tokens = endable(desk, person, Sort.DIGEST, told, now, key=f"{key}:{person.id}")
            await work.tokens.put(*tokens)
            queued += await work.outbox.put(letter)
    pictures = cast(Sequence[object], facts["figures"])[:1]
    for chat_id in desk.office_chats:
        said: list[tuple[str, Mapping[str, object]]] = [(DIGEST, facts)]
        said += [(PICTURE, {"figure": figure}) for figure in pictures]
        for kind, message in said:
            queued += await say_in(desk, work, chat_id, kind, message, now, key=key, language=LANGUAGES[0])
    return queued
