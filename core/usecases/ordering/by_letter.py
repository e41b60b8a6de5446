"""A letter to a secretary's address for orders: heard only if it is theirs beyond doubt, done only if all is plain."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.model.letter import LetterKind, Reading
from core.model.order import Misread, Order, Verb, Wrong
from core.model.records import Channel, IncomingLetter, Invitation, Notice, Person
from core.model.token import ORDERS, derive, fingerprint, token_of
from core.ports import UnitOfWork
from core.rules.orders import NotHeard, why_not_heard
from core.usecases.answering.telling import may_echo
from core.usecases.desk import Desk
from core.usecases.notices import TOKEN_LIFE, note
from core.usecases.ordering.acts import Doing
from core.usecases.ordering.carrying import carry_out
from core.usecases.ordering.telling import Json, told
from core.usecases.ordering.undoing import confirm, undo
from core.usecases.unsubscribe import Sort
from core.usecases.way_back import way_back

ECHO, UNHEARD = "orders_echo", "orders_unheard"
"""Letters: what came of orders, and that a letter of orders was not heard."""
TAKING_ORDERS = frozenset({str(Sort.DIGEST), ECHO, UNHEARD})
"""Letters whose answers are read for orders; a digest's only where its facts say so."""
SEEN = "seen"
"""Why a letter does nothing whose Message-ID has acted before."""
DIGEST_GENERATION = 0
"""Of the address in the digest; the echo of somebody's nth letter of orders has n."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Whose address for orders a letter came to, and the letter of orders whose echo it answers (0: a digest)."""

    owner: Person
    batch: int


async def orders_address(desk: Desk, work: UnitOfWork, person: Person, now: datetime) -> bool:
    """Let a digest's address take orders from this secretary; False where orders by mail are off.

    The letter that bears the address says so in its facts: `orders` is true.
    """
    if not desk.checks_senders:
        return False
    await work.tokens.put(_token(desk, person, DIGEST_GENERATION, now))
    return True


async def addressed(work: UnitOfWork, letter: IncomingLetter, now: datetime) -> Addressed | None:
    """Return whose orders a letter's recipient stands for; None where it stands for none, or no longer."""
    purpose, token = token_of(letter.recipient.rpartition("@")[0]) or ("", "")
    stands_for = await work.tokens.get(fingerprint(token)) if purpose == ORDERS else None
    if stands_for is None or stands_for.purpose != ORDERS or stands_for.expires_at <= now:
        return None
    owner = await work.people.get(stands_for.subject)
    return Addressed(owner, stands_for.generation) if owner else None


async def ordered_by_letter(
    desk: Desk, work: UnitOfWork, to: Addressed, letter: IncomingLetter, reading: Reading, now: datetime
) -> None:
    """Carry out what a letter orders, and tell it; or do nothing, and say nothing to whoever is not known for sure."""
    if reading.kind is not LetterKind.REPLY:
        await _unheard_line(work, to, letter, str(reading.kind), now)
        return
    why = why_not_heard(to.owner, reading, secretariat=desk.secretariat, checks_senders=desk.checks_senders)
    if why is not None:
        await _unheard_line(work, to, letter, why, now)
        await _tell_owner(desk, work, to.owner, why, now)
        return
    if not await work.ledger.enter(_heard_before(to, letter, reading), now):
        await _unheard_line(work, to, letter, SEEN, now)
        return
    doing = Doing(by=to.owner, now=now, channel=Channel.MAIL)
    facts = await carried(desk, work, reading.orders, to.batch, doing)
    await _echo(desk, work, to, reading, facts, now)


async def carried(desk: Desk, work: UnitOfWork, read: Sequence[Order | Misread], answers: int, doing: Doing) -> Json:
    """Carry out lines that were read, or nothing where not all are plain; return what there is to tell.

    `answers` is the letter of orders that they answer, 0 for none: an undo or a yes is about that one, and stands
    alone.
    """
    misread = [line for line in read if isinstance(line, Misread)]
    orders = [line for line in read if isinstance(line, Order)]
    if misread or not orders:
        return told((), misread, 0, doing.now)
    if orders[0].verb in (Verb.UNDO, Verb.YES) and len(orders) == 1:
        outcomes = await (undo if orders[0].verb is Verb.UNDO else confirm)(desk, work, answers, doing)
        is_done = orders[0].verb is Verb.YES and any(item.is_done for item in outcomes)
        return told(outcomes, (), answers if is_done else 0, doing.now)
    if mixed := [line for line in orders if line.verb in (Verb.UNDO, Verb.YES)]:
        return told(
            (), [Misread(line=line.line, why=Wrong.NOT_ALONE, nearest=line.verb) for line in mixed], 0, doing.now
        )
    came = await carry_out(desk, work, orders, doing)
    return told(came.outcomes, (), came.batch, doing.now)


async def _echo(desk: Desk, work: UnitOfWork, to: Addressed, reading: Reading, facts: Json, now: datetime) -> None:
    """Tell what was done, always; that nothing was, only as often as an address may be written to in a day."""
    is_done = any(item["done"] or item["asks"] for item in _listed(facts["outcomes"]))
    if is_done or await may_echo(desk, work, to.owner, now):
        batch = int(str(facts["batch"]))
        await _write(desk, work, to.owner, ECHO, facts, now, desk.ids.new(), batch, reading.message_id)


async def _tell_owner(desk: Desk, work: UnitOfWork, owner: Person, why: NotHeard, now: datetime) -> None:
    """Tell the secretary once a day that such a letter came and did nothing; whoever sent it is told nothing."""
    if why is NotHeard.FORMER or not await work.ledger.enter(f"{UNHEARD}:{owner.id}:{now.date().isoformat()}", now):
        return
    if await may_echo(desk, work, owner, now):
        await _write(desk, work, owner, UNHEARD, {"why": why}, now, desk.ids.new(), DIGEST_GENERATION, None)


def _heard_before(to: Addressed, letter: IncomingLetter, reading: Reading) -> str:
    """Return the ledger key of a letter: one that goes to two addresses of ours, or is sent anew, acts once."""
    identity = hashlib.sha256((reading.message_id or letter.key).encode()).hexdigest()
    return f"ordered:{to.owner.id}:{identity}"


async def _unheard_line(work: UnitOfWork, to: Addressed, letter: IncomingLetter, why: str, now: datetime) -> None:
    await note(
        work, now, "letter_without_effect", "system", channel=Channel.MAIL, person_id=to.owner.id, letter=letter.id,
        why=why,
    )  # fmt: skip


async def _write(
    desk: Desk,
    work: UnitOfWork,
    person: Person,
    kind: str,
    facts: Mapping[str, object],
    now: datetime,
    key: str,
    generation: int,
    in_reply_to: str | None,
) -> None:
    await work.tokens.put(_token(desk, person, generation, now), way_back(desk, person.id, now))
    await work.outbox.put(
        Notice(
            id=desk.ids.new(),
            key=f"mail:{kind}:{key}",
            channel=Channel.MAIL,
            kind=kind,
            created_at=now,
            address=person.address,
            person_id=person.id,
            language=person.language,
            facts={"person_name": person.name, **facts},
            token={"subject": person.id, "generation": generation},
            in_reply_to=in_reply_to,
        )
    )


def _token(desk: Desk, person: Person, generation: int, now: datetime) -> Invitation:
    return Invitation(
        fingerprint=fingerprint(derive(desk.key, ORDERS, person.id, generation)),
        purpose=ORDERS,
        subject=person.id,
        generation=generation,
        expires_at=now + TOKEN_LIFE,
    )


def _listed(value: object) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()
