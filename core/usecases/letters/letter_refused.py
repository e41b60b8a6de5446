"""A letter of ours that the relay refused for good: seen by the secretariat, and by the proponent it concerns."""

from __future__ import annotations

from core.model.records import Notice
from core.model.undelivered import Undelivered
from core.ports import UnitOfWork
from core.usecases.answering.unreachable import undeliverable, unreachable
from core.usecases.desk import Desk
from core.usecases.notices import note


async def letter_refused(desk: Desk, work: UnitOfWork, notice: Notice, *, why: Undelivered | None) -> None:
    """Note a letter that is given up; what is the matter with the recipient (`why`) counts like a bounce."""
    now = desk.clock.now()
    await note(
        work, now, "letter_failed", "system", channel="mail",
        proposal_id=notice.proposal_id, person_id=notice.person_id, letter=notice.kind, why=why,
    )  # fmt: skip
    person = await work.people.get(notice.person_id) if notice.person_id else None
    if person is None or why is None:
        return
    if notice.participation_id is None:
        if person.address == notice.address:
            await unreachable(desk, work, person, why, now)
        return
    item = await work.participations.get(notice.participation_id)
    if item is not None and item.person_id == person.id and item.address == notice.address:
        await undeliverable(desk, work, item, person, why, now)
