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
    """Return a proposal's number and title, and whether it is a draft, was withdrawn or thrown away."""
    facts = {"number": record.number or 0, "title": title_of(title_in(record))}
    return Phrase(f"office.called.{_standing(record)}", facts)


def _standing(record: ProposalRecord) -> str:
    if record.state is ProposalState.WITHDRAWN and record.sent_at is None:
        return "thrown_away"
    return "numbered" if record.state is ProposalState.SENT else record.state


def since(call: Call, at: datetime) -> Phrase:
    """Return since which day, by the call's calendar."""
    return Phrase("office.since", {"day": _day(call, at)})


def on(call: Call, at: datetime) -> Phrase:
    """Return the day, by the call's calendar."""
    return Phrase("chat.value.told", {"value": _day(call, at)})


def _day(call: Call, at: datetime) -> date:
    return at.astimezone(ZoneInfo(call.zone)).date()
