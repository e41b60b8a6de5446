"""Between a letter's facts and the event that it brings: whose answer it asks for, and where that goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from convoca.settings import Settings
from core.model.records import Notice
from core.model.token import REPLY, derive, local_part
from core.usecases.desk import Desk
from core.usecases.scheduling import agenda
from mail.composing.calendar import Meeting, Method
from templates.letters import Event

_METHODS = {
    agenda.Method.REQUEST: Method.REQUEST,
    agenda.Method.CANCEL: Method.CANCEL,
    agenda.Method.PUBLISH: Method.PUBLISH,
    agenda.Method.UNPUBLISH: Method.PUBLISH,
}
_ENDS = {agenda.Method.CANCEL, agenda.Method.UNPUBLISH}


def meeting_of(desk: Desk, settings: Settings, notice: Notice, event: Event | None) -> Meeting | None:
    """Return the event of a letter for its one reader, None where it brings none.

    Answers go to the reply address of the place that the event is about, which may be an older one than the letter's.
    """
    if event is None:
        return None
    told = cast(Mapping[str, Any], notice.facts[agenda.CALENDAR])
    method = agenda.Method(told["method"])
    token: Mapping[str, Any] | None = told["token"]
    organiser = settings.sender
    if token is not None:
        reply = derive(desk.key, REPLY, str(token["subject"]), int(token["generation"]))
        organiser = f"{local_part(REPLY, reply)}@{settings.mail_domain}"
    return Meeting(
        method=_METHODS[method],
        uid=f"{told['uid']}@{settings.mail_domain}",
        sequence=int(told["sequence"]),
        stamp=notice.created_at,
        starts_at=datetime.fromisoformat(told["starts_at"]),
        minutes=int(told["minutes"]),
        summary=event.summary,
        location=event.location,
        description=event.description,
        organiser=organiser,
        organiser_name=desk.call.short_name,
        attendee=notice.address if token is not None else None,
        has_accepted=bool(told["accepted"]),
        is_cancelled=method in _ENDS,
    )
