"""What proposals, people and days are called in the secretariat's chat."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.dialogue.screen import Phrase
from core.dialogue.wording import title_of
from core.model.records import ProposalRecord, ProposalState
from core.usecases.notices import title_of as title_in


def called(record: ProposalRecord) -> Phrase:
    """Return a proposal's number and title; one without a number says whether it is a draft or was thrown away."""
    title = title_of(title_in(record))
    if record.number is None:
        state = "withdrawn" if record.state is ProposalState.WITHDRAWN else "draft"
        return Phrase(f"office.called.{state}", {"title": title})
    state = "numbered_withdrawn" if record.state is ProposalState.WITHDRAWN else "numbered"
    return Phrase(f"office.called.{state}", {"number": record.number, "title": title})


def since(call: Call, at: datetime) -> Phrase:
    """Return since which day, by the call's calendar."""
    return Phrase("office.since", {"day": _day(call, at)})


def on(call: Call, at: datetime) -> Phrase:
    """Return the day, by the call's calendar."""
    return Phrase("chat.value.told", {"value": _day(call, at)})


def _day(call: Call, at: datetime) -> date:
    return at.astimezone(ZoneInfo(call.zone)).date()
