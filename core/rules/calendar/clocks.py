"""By which clock a person is told until when something can be done."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from core.call.definition import Call
from core.model.records import Person
from core.model.zones import zone_of


def zone_apart(call: Call, person: Person, now: datetime) -> str | None:
    """Return the zone that somebody lives by where its clocks show another time than the call's, today or at a date."""
    own, place = ZoneInfo(zone_by(call, person)), ZoneInfo(call.zone)
    moments = (now, *(item.at for item in call.moments.values() if item.at))
    apart = any(at.astimezone(own).utcoffset() != at.astimezone(place).utcoffset() for at in moments)
    return own.key if apart else None


def zone_by(call: Call, person: Person) -> str:
    """Return the zone that somebody lives by, as far as is known; the call's where nothing is."""
    return zone_of(person.zone, person.country or person.attributes.get("country"), call.zone)
