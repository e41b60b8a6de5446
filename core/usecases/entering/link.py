"""One-time links by letter: the way into the chat, and the proof that an address is one's own."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.model.records import Channel, Invitation, Notice, Person
from core.model.token import SIGN_IN, derive, fingerprint
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.letters.way_back import way_back

LINK_LIFE = timedelta(hours=2)


async def send_link(desk: Desk, work: UnitOfWork, person: Person, kind: str, now: datetime, *, language: str) -> None:
    """Queue a letter with a fresh one-time link."""
    generation = int(now.timestamp() * 1000)
    await work.tokens.put(
        Invitation(
            fingerprint=fingerprint(derive(desk.key, SIGN_IN, person.id, generation)),
            purpose=SIGN_IN,
            subject=person.id,
            generation=generation,
            expires_at=now + LINK_LIFE,
        ),
        way_back(desk, person.id, now),
    )
    await work.outbox.put(
        Notice(
            id=desk.ids.new(),
            key=f"mail:{kind}:{person.id}:{generation}",
            channel=Channel.MAIL,
            kind=kind,
            created_at=now,
            address=person.address,
            person_id=person.id,
            language=language,
            facts={"person_name": person.name},
            token={"subject": person.id, "generation": generation},
        )
    )


async def ask_to_prove(desk: Desk, work: UnitOfWork, person: Person, now: datetime) -> None:
    """Ask somebody whose invitations wait to show that their address is theirs; at most one such letter a day."""
    if await work.ledger.enter(f"prove_address:{person.id}:{now.date().isoformat()}", now):
        await send_link(desk, work, person, "prove_address", now, language=person.language)
