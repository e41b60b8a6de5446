"""When proposals are to be looked at for what is due: a hint that may be too early, and is never too late.

Whatever is stored about a proposal, its list or the people around it asks for a look at once; whoever has looked says
when the next one is worth it.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import bindparam, func, or_, select, update

from core.store.tables import participations, proposals

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
"""A moment that has come, whatever the clock says."""

_LATER = update(proposals).where(or_(proposals.c.look_at.is_(None), proposals.c.look_at > AT_ONCE))
_IT = select(participations.c.proposal_id).where(participations.c.id == bindparam("item"))
_LISTS = select(participations.c.proposal_id).where(participations.c.person_id == bindparam("who"))

AT_PROPOSAL = _LATER.where(proposals.c.id == bindparam("proposal")).values(look_at=AT_ONCE)
AT_PROPOSAL_OF_ITEM = _LATER.where(proposals.c.id.in_(_IT)).values(look_at=AT_ONCE)
AT_ALL_OF_PERSON = _LATER.where(or_(proposals.c.proponent_id == bindparam("who"), proposals.c.id.in_(_LISTS))).values(
    look_at=AT_ONCE
)
AT_ALL_OF_CALL = _LATER.where(proposals.c.call == bindparam("of_call")).values(look_at=AT_ONCE)
TO_LOOK_AT = (
    select(proposals.c.id)
    .where(
        proposals.c.call == bindparam("of_call"),
        proposals.c.look_at <= bindparam("now", type_=proposals.c.look_at.type),
    )
    .order_by(proposals.c.look_at, proposals.c.id)
    .limit(bindparam("most"))
)
NEXT_LOOK = select(func.min(proposals.c.look_at)).where(proposals.c.call == bindparam("of_call"))
LOOK_AGAIN = update(proposals).where(proposals.c.id == bindparam("proposal")).values(look_at=bindparam("at"))
