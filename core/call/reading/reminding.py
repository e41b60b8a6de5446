"""When people are reminded: the days and ways of each kind of matter, and the hours at which nobody is disturbed."""

from __future__ import annotations

from core.call.definition import ACTS, Reminder, Reminding
from core.call.reading.table import Names, Table
from core.model.matter import MatterKind, Way

_FORMER = {"session_confirmation": MatterKind.CONFIRMATION, "team": MatterKind.CONFIRMATION}
"""Names in files of before there were kinds of matters."""
_FARTHEST = 366
_A_WEEK = 7 * 24


def read_reminders(top: Table) -> tuple[Reminder, ...]:
    """Return when to say a thing again, once for each kind of matter at most."""
    found: dict[MatterKind, Reminder] = {}
    for name, table in top.tables("reminders"):
        kind = _FORMER.get(name) or _kind(top, name)
        if kind in found:
            top.flaw("repeated", "reminders", name, value=kind)
        elif kind is not None:
            found[kind] = _reminder(table, kind, top.names("dates").keys)
    return tuple(found.values())


def _kind(top: Table, name: str) -> MatterKind | None:
    top.refer(name, Names("reminders", tuple(MatterKind), "unknown_choice"), "reminders", name)
    return MatterKind(name) if name in tuple(MatterKind) else None


def _reminder(table: Table, kind: MatterKind, dates: tuple[str, ...]) -> Reminder:
    days = table.raw("days")
    if not isinstance(days, list) or not days or any(type(day) is not int or abs(day) > _FARTHEST for day in days):
        table.flaw("bad_days", "days")
        days = []
    anchor = table.reference("anchor", Names("dates", (*dates, ACTS[kind])))
    named = table.references("ways", Names("ways", tuple(Way), "unknown_choice"), filled=True, repeats=True)
    if days and len(named) > len(days):
        table.flaw("too_many", "ways", maximum=len(days), found=len(named))
    table.close()
    ways = tuple(way for way in map(_way, named) if way)
    return Reminder(key=kind, anchor=anchor, days=tuple(sorted(set(days))), ways=ways or (Way.MAIL,))


def _way(name: str) -> Way | None:
    return next((way for way in Way if way == name), None)


def read_reminding(table: Table) -> Reminding:
    """Return at which hours and how often people are reminded."""
    usual = Reminding()
    found = Reminding(
        at=table.hour("at", usual.at),
        quiet_from=table.hour("quiet_from", usual.quiet_from),
        quiet_until=table.hour("quiet_until", usual.quiet_until),
        messages_per_week=table.whole("messages_per_week", usual.messages_per_week, least=1),
        hours_before_deadline=table.whole("hours_before_deadline", usual.hours_before_deadline, most=_A_WEEK),
    )
    if found.is_quiet(found.at):
        table.flaw("in_quiet_hours", "at", begins=found.quiet_from.isoformat(), ends=found.quiet_until.isoformat())
    table.close()
    return found
