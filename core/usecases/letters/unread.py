"""Letters that were put apart because nothing could read them: whom they concern, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.model.raw_letter import subject_and_text
from core.model.records import InboxState, IncomingLetter, Participation, Person
from core.model.token import fingerprint, token_of, without_tokens
from core.ports import UnitOfWork
from core.usecases.desk import Desk
from core.usecases.notices import note, title_of

SHOWN = 50
TEXT_SHOWN = 4_000
"""Characters of a letter that are shown; the rest stays in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLetter:
    """A letter without its bytes, and whose invitation its recipient stands for, where that is known."""

    letter: IncomingLetter
    participation: Participation | None
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What can be seen of one letter; our own reply addresses are taken out of it."""

    subject: str
    text: str
    is_whole: bool


async def unread(work: UnitOfWork) -> Sequence[UnreadLetter]:
    """Return what was put apart, oldest first."""
    return [await _concerning(work, letter) for letter in (await work.inbox.quarantined())[:SHOWN]]


async def opened(work: UnitOfWork, letter_id: str) -> Opened | None:
    """Return what one of them says, as plain text; None where there is no such letter."""
    letter = await work.inbox.get(letter_id)
    if letter is None or letter.state is not InboxState.QUARANTINED:
        return None
    subject, text = (without_tokens(said) for said in subject_and_text(letter.raw))
    return Opened(subject=subject, text=text[:TEXT_SHOWN], is_whole=len(text) <= TEXT_SHOWN)


async def read_again(desk: Desk, work: UnitOfWork, letter_id: str, by: Person) -> bool:
    """Have one read once more; False where it is not among those put apart."""
    if not await work.inbox.requeue(letter_id):
        return False
    await _noted(desk, work, "letter_read_again", letter_id, by)
    return True


async def settle(desk: Desk, work: UnitOfWork, letter_id: str, by: Person) -> bool:
    """Note that a person has seen to one of them; False where it is not among those put apart."""
    if not await work.inbox.requeue(letter_id) or not await work.inbox.done(letter_id, "settled"):
        return False
    await _noted(desk, work, "letter_settled", letter_id, by)
    return True


async def _noted(desk: Desk, work: UnitOfWork, kind: str, letter_id: str, by: Person) -> None:
    await note(work, desk.clock.now(), kind, f"secretariat:{by.id}", channel="web", letter=letter_id)


async def _concerning(work: UnitOfWork, letter: IncomingLetter) -> UnreadLetter:
    found = token_of(letter.recipient.rpartition("@")[0])
    stands_for = await work.tokens.get(fingerprint(found[1])) if found else None
    item = await work.participations.get(stands_for.subject) if stands_for else None
    record = await work.proposals.get(item.proposal_id) if item else None
    return UnreadLetter(letter=letter, participation=item, title=title_of(record) if record else None)
