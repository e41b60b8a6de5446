"""What the secretariat writes into the form of a session's date: read in the call's zone, refused in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.dialogue.reading.cleaning import one_line
from core.dialogue.screen import Phrase
from core.model.proposal import Proposal
from core.model.slot import Slot
from core.usecases.scheduling.schedule import Wanted

FIELDS = ("date", "time", "minutes", "place")
LONGEST_TYPED = 300
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(:00)?", re.ASCII)
_MINUTES = re.compile(r"\d{1,5}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotForm:
    """The form as it stands: what is in its fields, and the slot that it would change."""

    typed: Mapping[str, str]
    slot: Slot | None


def slot_form(call: Call, proposal: Proposal, slot: Slot | None, typed: Mapping[str, str] | None = None) -> SlotForm:
    """Return the form, filled in with what was typed, else with what stands, else with what the proposal says."""
    if typed is not None:
        return SlotForm(typed={key: typed.get(key, "")[:LONGEST_TYPED] for key in FIELDS}, slot=slot)
    if slot is None or slot.cancelled_at is not None:
        minutes = _minutes_of(call, proposal)
        return SlotForm(typed={**dict.fromkeys(FIELDS, ""), "minutes": str(minutes or "")}, slot=slot)
    local = slot.starts_at.astimezone(ZoneInfo(call.zone))
    told = {"date": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}", "minutes": str(slot.minutes), "place": slot.place}
    return SlotForm(typed=told, slot=slot)


def read_slot(call: Call, typed: Mapping[str, str]) -> Wanted | Phrase:
    """Return the slot that was typed, or what is wrong with it."""
    given = {key: one_line(typed.get(key, "")[:LONGEST_TYPED]) for key in FIELDS}
    on = _day(given["date"])
    at = _hour(given["time"])
    if on is None or at is None:
        return Phrase("sessions.refused.date" if on is None else "sessions.refused.time")
    if not _MINUTES.fullmatch(given["minutes"]):
        return Phrase("sessions.refused.number")
    try:
        starts = datetime.combine(on, at, tzinfo=ZoneInfo(call.zone)).astimezone(UTC)
    except OverflowError:  # the first or the last day that there is, beyond it in UTC
        return Phrase("sessions.refused.far")
    if starts.astimezone(ZoneInfo(call.zone)).time() != at:
        return Phrase("sessions.refused.gap", {"zone": call.zone})
    return Wanted(starts_at=starts, minutes=int(given["minutes"]), place=given["place"])


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if _DATE.fullmatch(written) else None
    except ValueError:
        return None


def _hour(written: str) -> time | None:
    found = _TIME.fullmatch(written)
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


def _minutes_of(call: Call, proposal: Proposal) -> int | None:
    chosen = next((item for item in call.durations if item.key == proposal.duration), None)
    return proposal.duration_minutes if chosen is None or chosen.to_specify else chosen.minutes
