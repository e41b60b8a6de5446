"""The letters of a secretary's orders, those that take them and those that answer them, and the addresses for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.model.records import Channel, IncomingLetter, Invitation, Notice, Person
from core.model.token import ORDERS, derive, fingerprint, token_of
from core.ports import UnitOfWork
from core.rules.digests import digest_day
from core.rules.orders import ADDRESS_LIFE
from core.usecases.desk import Desk
from core.usecases.letters.way_back import way_back
from core.usecases.privacy.unsubscribe import Sort

ECHO, UNHEARD = "orders_echo", "orders_unheard"
"""Letters: what came of orders, and that a letter of orders was not heard."""
ORDERED = "orders"
"""The message in a chat that tells what came of orders."""
TAKING_ORDERS = frozenset({str(Sort.DIGEST), ECHO, UNHEARD})
"""Letters whose answers are read for orders; a digest's only where its facts say so."""
NO_BATCH = 0
"""Of the address in a letter that tells of no orders; the echo of somebody's nth letter of orders has n, each day's
digest a number of its own below zero, so that the same words in answer to two of them are two wishes."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whose address for orders a letter came to, and of which letter of ours: each has an address of its own."""

    owner: Person
    generation: int

    @property
    def batch(self) -> int:
        """The letter of orders whose echo is answered; 0 for a digest."""
        return max(self.generation, NO_BATCH)


async def orders_address(desk: Desk, work: UnitOfWork, person: Person, now: datetime) -> int | None:
    """Let the address of the day's digest take orders from this secretary; None where orders by mail are off.

    The letter that bears the address says so in its facts: `orders` is the address's generation, which is returned.
    """
    if not desk.checks_senders:
        return None
    generation = -digest_day(desk.call, now).toordinal()
    await work.tokens.put(_token(desk, person, generation, now))
    return generation


async def addressed(work: UnitOfWork, letter: IncomingLetter, now: datetime) -> Addressed | None:
    """Return whose orders a letter's recipient stands for; None where it stands for none, or no longer."""
    purpose, token = token_of(letter.recipient.rpartition("@")[0]) or ("", "")
    stands_for = await work.tokens.get(fingerprint(token)) if purpose == ORDERS else None
    if stands_for is None or stands_for.purpose != ORDERS or stands_for.expires_at <= now:
        return None
    owner = await work.people.get(stands_for.subject)
    return Addressed(owner, stands_for.generation) if owner else None


async def write_about_orders(
    desk: Desk,
    work: UnitOfWork,
    person: Person,
    kind: str,
    facts: Mapping[str, object],
    now: datetime,
    *,
    batch: int = NO_BATCH,
    in_reply_to: str | None = None,
) -> None:
    """Queue a letter to a secretary whose answer is about this letter of orders of theirs."""
    notice_id = desk.ids.new()
    await work.tokens.put(_token(desk, person, batch, now), way_back(desk, person.id, now))
    await work.outbox.put(
        Notice(
            id=notice_id,
            key=f"mail:{kind}:{notice_id}",
            channel=Channel.MAIL,
            kind=kind,
            created_at=now,
            address=person.address,
            person_id=person.id,
            language=person.language,
            facts={"person_name": person.name, **facts},
            token={"subject": person.id, "generation": batch},
            in_reply_to=in_reply_to,
        )
    )


def _token(desk: Desk, person: Person, generation: int, now: datetime) -> Invitation:
    return Invitation(
        fingerprint=fingerprint(derive(desk.key, ORDERS, person.id, generation)),
        purpose=ORDERS,
        subject=person.id,
        generation=generation,
        expires_at=now + ADDRESS_LIFE,
    )
