"""Saying things: every letter and chat notice is queued here, in the same transaction as what it tells."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from core.model.records import (
    Channel,
    Invitation,
    LogEntry,
    Notice,
    OutboxState,
    Participation,
    Person,
    ProposalRecord,
)
from core.model.token import BOUNCE, CHAT, PAGE, REPLY, derive, fingerprint
from core.ports import UnitOfWork
from core.rules.calendar.clocks import zone_apart
from core.usecases.desk import Desk
from core.usecases.letters.way_back import way_back

TOKEN_LIFE = timedelta(days=365)
"""How long the reply address of a letter is understood after the last one that bears it: well beyond the event."""
CHAT_LINK_LIFE = timedelta(days=60)
"""How long the link of a letter opens a messenger for its reader."""
LETTERS_LOOKED_AT = 100
"""Of all letters about one place on a list: the newest, more than the caps let leave in a week."""
LIVES = {REPLY: TOKEN_LIFE, BOUNCE: TOKEN_LIFE, PAGE: TOKEN_LIFE, CHAT: CHAT_LINK_LIFE}
"""What a letter of an invitation bears, and how long each is understood."""


def title_of(record: ProposalRecord) -> str | None:
    """Return the proposal's title, where it has one."""
    title = record.values.get("answers.title")
    return title if isinstance(title, str) and title.strip() else None


def about(record: ProposalRecord, proponent: Person, person_name: str | None) -> dict[str, object]:
    """Return the facts that every letter about a proposal bears."""
    return {
        "person_name": person_name,
        "proposal_title": title_of(record),
        "proponent_name": proponent.name,
        "session_type": record.values.get("session_type"),
        "proposal_number": record.number,
    }


async def tell_in_chat(
    desk: Desk,
    work: UnitOfWork,
    person_id: str,
    kind: str,
    facts: Mapping[str, object],
    now: datetime,
    *,
    key: str,
    proposal_id: str | None = None,
    participation_id: str | None = None,
) -> bool:
    """Queue a notice for a person's chat, and draw it where they have one open; the same `key` twice is one notice.

    With `participation_id` it is about somebody on a list, and can offer what to do about them.
    """
    notice = Notice(
        id=desk.ids.new(),
        key=f"chat:{kind}:{key}",
        channel=Channel.CHAT,
        kind=kind,
        created_at=now,
        person_id=person_id,
        facts=facts,
        proposal_id=proposal_id,
        participation_id=participation_id,
    )
    is_new = await work.outbox.put(notice)
    if is_new:
        await work.chats.call_for(person_id)
    return is_new


async def write_to(
    desk: Desk,
    work: UnitOfWork,
    person: Person,
    kind: str,
    facts: Mapping[str, object],
    now: datetime,
    *,
    key: str,
    proposal_id: str | None = None,
    participation: Participation | None = None,
    in_reply_to: str | None = None,
    held: str | None = None,
    token: Mapping[str, object] | None = None,
) -> bool:
    """Queue a letter to a person; with a participation it bears that participation's reply address and link.

    Another `token` is what its kind makes of it.
    A question about a letter that is `held` is answered to an address of its own. The fact `zone` is the reader's
    clock, where it is not the call's.
    """
    if participation is not None:
        token = {"subject": participation.id, "generation": participation.generation}
        token |= {"held": held} if held else {}
        await remember_tokens(desk, work, participation, now)
    else:
        await work.tokens.put(way_back(desk, person.id, now))
    zone = zone_apart(desk.call, person, now)
    notice = Notice(
        id=desk.ids.new(),
        key=f"mail:{kind}:{key}",
        channel=Channel.MAIL,
        kind=kind,
        created_at=now,
        address=person.address,
        person_id=person.id,
        language=person.language,
        facts={**facts, "zone": zone} if zone else facts,
        proposal_id=proposal_id,
        participation_id=participation.id if participation else None,
        token=token,
        in_reply_to=in_reply_to,
        thread=f"{proposal_id}:{person.id}" if proposal_id else None,
    )
    return await work.outbox.put(notice)


async def has_heard(work: UnitOfWork, participation: Participation) -> bool:
    """Whether a letter about this participation has left to who stands there now; one that was tried may have."""
    return any(
        letter.person_id == participation.person_id
        and (letter.state is OutboxState.SENT or (letter.attempts > 0 and letter.state is not OutboxState.FAILED))
        for letter in await work.outbox.letters_of(participation.id, LETTERS_LOOKED_AT)
    )


async def remember_tokens(desk: Desk, work: UnitOfWork, participation: Participation, now: datetime) -> None:
    """Store what the tokens of this generation stand for; the tokens themselves are derived when they are needed."""
    marks = {
        purpose: fingerprint(derive(desk.key, purpose, participation.id, participation.generation)) for purpose in LIVES
    }
    known = await work.tokens.get(marks[CHAT])
    tokens = [
        Invitation(
            fingerprint=mark,
            purpose=purpose,
            subject=participation.id,
            generation=participation.generation,
            expires_at=now + LIVES[purpose],
            # A reminder does not open again what opens once.
            used_at=known.used_at if known and purpose == CHAT else None,
        )
        for purpose, mark in marks.items()
    ]
    await work.tokens.put(*tokens)


async def note(
    work: UnitOfWork,
    now: datetime,
    kind: str,
    actor: str,
    *,
    channel: str = "",
    proposal_id: str | None = None,
    person_id: str | None = None,
    **facts: object,
) -> None:
    """Write one line of the log."""
    await work.log.add(
        LogEntry(
            at=now, kind=kind, actor=actor, channel=channel, proposal_id=proposal_id, person_id=person_id, facts=facts
        )
    )
