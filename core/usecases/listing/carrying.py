"""What the dialogue asks about people on a list, carried out; what came of it is told where that is not plain."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from core.dialogue import effects as do
from core.dialogue.state import Said
from core.model.proposal import ParticipationStatus
from core.model.records import Participation, Person, ProposalRecord
from core.ports import UnitOfWork
from core.rules.invitations import NotNow
from core.usecases.desk import Desk
from core.usecases.listing import participants
from core.usecases.listing.invite import invite
from core.usecases.listing.nudge import Nudged, nudge
from core.usecases.listing.replacing import to_replace

AboutPeople = do.SaveParticipant | do.RemoveParticipant | do.Invite | do.Nudge
GONE = Said("acts.gone")


async def carry_out(
    desk: Desk,
    work: UnitOfWork,
    record: ProposalRecord,
    me: Person,
    effect: AboutPeople,
    at_hand: str | None,
    now: datetime,
) -> Said | None:
    """Carry an effect out; return what to say instead of the dialogue's own word. `at_hand` is whoever was just added.

    Somebody who is not on this list (any more) is left alone, and that is said.
    """
    if isinstance(effect, do.Nudge):
        return await _nudge(desk, work, record, me, effect, now)
    item = await work.participations.get(effect.participation_id or at_hand or "")
    if item is None or item.proposal_id != record.id:
        return GONE
    match effect:
        case do.SaveParticipant(_, "address", value):
            return await _address(desk, work, record, me, item, str(value or ""), now)
        case do.SaveParticipant(_, path, value):
            return _refused(await participants.change(desk, work, record, me, item, path, value, now))
        case do.RemoveParticipant():
            return _refused(await participants.remove(desk, work, record, me, item, now))
        case do.Invite():
            reason = await invite(desk, work, record, me, item, now, asked_for=True)
            return _not_invited(reason) if reason else None


async def _address(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, me: Person, item: Participation, address: str, now: datetime
) -> Said | None:
    """Save an address; say whose place was taken with it, and where a letter goes that had come back."""
    old = await to_replace(work, item)
    refused = await participants.change(desk, work, record, me, item, "address", address, now)
    if refused is not None:
        return _refused(refused)
    if old is not None:
        gone = await work.participations.get(old.id)
        is_gone = gone is None or gone.status is ParticipationStatus.WITHDRAWN
        names = {"name": item.name or "", "other": old.name or ""}
        return Said("chasing.toast.replaced" if is_gone else "chasing.toast.stays", names)
    fresh = await work.participations.get(item.id)
    had_come_back = item.status is ParticipationStatus.BOUNCED
    if had_come_back and fresh is not None and fresh.status is ParticipationStatus.INVITED:
        return Said("chasing.toast.mended", {"address": fresh.address or ""})
    return None


async def _nudge(
    desk: Desk, work: UnitOfWork, record: ProposalRecord, me: Person, effect: do.Nudge, now: datetime
) -> Said | None:
    people = await work.participations.of_proposal(record.id)
    asked = [item for item in people if item.id in effect.participation_ids]
    nudged = await nudge(desk, work, record, me, asked, now)
    if nudged.sent and nudged.held:
        return Said("chasing.toast.nudged_some", {"count": nudged.sent, "held": nudged.held})
    if nudged.sent:
        return None if len(effect.participation_ids) == 1 else Said("chasing.toast.nudged_all", {"count": nudged.sent})
    return _held_back(desk, nudged, now)


def _held_back(desk: Desk, nudged: Nudged, now: datetime) -> Said:
    """Say why no reminder left, and where it is for the pause when one may."""
    if nudged.reason is None:
        return Said("chasing.toast.settled")
    if nudged.reason is not NotNow.TOO_SOON or nudged.again is None:
        return _not_invited(nudged.reason)
    zone = ZoneInfo(desk.call.zone)
    days = (nudged.again.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days > 1:
        return Said("chasing.toast.soon_later", {"after": nudged.again.isoformat()})
    return Said(f"chasing.toast.soon_{'tomorrow' if days else 'today'}", {"again": nudged.again.isoformat()})


def _refused(why: participants.Refused | None) -> Said | None:
    return Said(f"acts.{why}") if why is not None else None


def _not_invited(why: NotNow) -> Said:
    return Said(f"acts.not_invited.{why}")
