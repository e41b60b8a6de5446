"""A letter to a secretary's address for orders: heard only if it is theirs beyond doubt, done only if all is plain."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from core.model.letter import LetterKind, Reading
from core.model.records import Channel, IncomingLetter, Person
from core.model.token import derive
from core.ports import UnitOfWork
from core.rules.orders import MOST_ANSWERED, NotHeard, why_not_heard, wish_of
from core.usecases.answering.telling import DAY, may_echo
from core.usecases.desk import Desk
from core.usecases.notices import note
from core.usecases.ordering.acts import Doing
from core.usecases.ordering.letters import ECHO, UNHEARD, Addressed, write_about_orders
from core.usecases.ordering.lines import carried
from core.usecases.ordering.telling import Json, again

SEEN = "seen"
"""Why a letter does nothing whose Message-ID has acted before."""


async def ordered_by_letter(
    desk: Desk, work: UnitOfWork, to: Addressed, letter: IncomingLetter, reading: Reading, now: datetime
) -> None:
    """Carry out what a letter orders, and tell it; or do nothing, and say nothing to whoever is not known for sure."""
    if reading.kind is not LetterKind.REPLY:
        await _without_effect(work, to, letter, str(reading.kind), now)
        return
    why = why_not_heard(to.owner, reading, secretariat=desk.secretariat, checks_senders=desk.checks_senders)
    if why is not None:
        await _without_effect(work, to, letter, why, now)
        await _tell_owner(desk, work, to.owner, why, now)
    elif not await work.ledger.enter(_identity(to, letter, reading), now):
        await _without_effect(work, to, letter, SEEN, now)
    else:
        await _echo(desk, work, to, reading, await _came(desk, work, to, reading, now), now)


async def _came(desk: Desk, work: UnitOfWork, to: Addressed, reading: Reading, now: datetime) -> Json:
    """Carry out a letter's lines, unless the same came in answer to the same letter of ours; return what to tell."""
    wish = wish_of(reading.orders)
    # Derived, so that the ledger does not hold what a note said.
    key = f"wished:{to.owner.id}:{derive(desk.key, 'wished', wish, to.generation)}" if wish else ""
    earlier = (await work.ledger.known(key)).get(key) if wish else None
    if earlier and (given := await work.orders.of_batch(to.owner.id, int(earlier))):
        return again(given, now)
    doing = Doing(by=to.owner, now=now, channel=Channel.MAIL)
    facts = await carried(desk, work, reading.orders, to.batch, doing)
    if wish and any(item["done"] for item in _listed(facts["outcomes"])):
        await work.ledger.enter(key, now, str(facts["batch"]))
    return facts


def _identity(to: Addressed, letter: IncomingLetter, reading: Reading) -> str:
    """Return the ledger key of a letter: one that goes to two addresses of ours, or is delivered anew, acts once."""
    identity = hashlib.sha256((reading.message_id or letter.key).encode()).hexdigest()
    return f"ordered:{to.owner.id}:{identity}"


async def _echo(desk: Desk, work: UnitOfWork, to: Addressed, reading: Reading, facts: Json, now: datetime) -> None:
    """Tell what was done, always; that nothing was, as long as no machine seems to answer."""
    is_done = any(item["done"] or item["asks"] for item in _listed(facts["outcomes"]))
    if is_done or await work.outbox.count_to(to.owner.address, now - DAY) < MOST_ANSWERED:
        await write_about_orders(
            desk, work, to.owner, ECHO, facts, now, batch=int(str(facts["batch"])), in_reply_to=reading.message_id
        )


async def _tell_owner(desk: Desk, work: UnitOfWork, owner: Person, why: NotHeard, now: datetime) -> None:
    """Tell the secretary once a day that such a letter came and did nothing; whoever sent it is told nothing."""
    if why is NotHeard.FORMER or not await work.ledger.enter(f"{UNHEARD}:{owner.id}:{now.date().isoformat()}", now):
        return
    if await may_echo(desk, work, owner, now):
        await write_about_orders(desk, work, owner, UNHEARD, {"why": why}, now)


async def _without_effect(work: UnitOfWork, to: Addressed, letter: IncomingLetter, why: str, now: datetime) -> None:
    await note(
        work, now, "letter_without_effect", "system", channel=Channel.MAIL, person_id=to.owner.id, letter=letter.id,
        why=why,
    )  # fmt: skip


def _listed(value: object) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()
