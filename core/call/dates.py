"""The dates of a call: from what the file says to aware moments in the call's zone, and the call moved in time."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from core.call.definition import Call, Moment
from core.call.faults import Flaw, Path
from core.call.reading.table import Names, Table, nearest

UNKNOWN = "unknown"
_DAY_LENGTH = len("2025-08-24")
_RELATIVE = re.compile(r"([a-z0-9][a-z0-9_-]*?)\s*([+-])\s*(\d{1,4})\s*([dw])")
_END = re.compile(r".*_(closes|ends|deadline|locks)")
_LOOKS_LIKE_A_DATE = re.compile(r"\d{4}-\d")
_OPENINGS = {"_opens": "_closes", "_starts": "_ends"}


def read_zone(table: Table) -> ZoneInfo | None:
    """Return the call's zone, None (and a flaw) where the world knows no such name."""
    name = table.text("zone")
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found, '../..', the name of a region
        table.flaw("unknown_zone", "zone", value=name[:60], **nearest(name, available_timezones()))
        return None


def read_moments(table: Table, zone: ZoneInfo) -> Mapping[str, Moment]:
    """Return the moments of the section `dates`, in the file's order."""
    reading = _Reading(table.tables("dates", required=True), table.names("dates"), zone)
    moments = {key: reading.moment(key) for key in reading.tables}
    for key in ("submission_opens", "submission_closes", "event_starts", "event_ends"):
        if key not in moments and isinstance(table.values.get("dates"), dict):
            table.flaw("missing_key", "dates", key, name=key)
    _check_order(table, moments)
    for section in reading.tables.values():
        section.close()
    return moments


def shift(call: Call, days: int) -> Call:
    """Return the call with every known moment moved by whole days; hours and days keep their place in the day."""
    zone = ZoneInfo(call.zone)
    step = timedelta(days=days)
    return dataclasses.replace(call, moments={key: _moved(item, step, zone) for key, item in call.moments.items()})


def redated(call: Call, written: Mapping[str, str]) -> Call | tuple[Flaw, ...]:
    """Return the call with other words for some of its dates, by key; what leans on them follows.

    The words are those of a call file: a day, a day with an hour, 'results + 15d' or 'unknown'. Returns the flaws where
    a file that said so would be refused.
    """
    flaws: list[Flaw] = []
    dates = {key: _as_in_a_file(item, written.get(key)) for key, item in call.moments.items()}
    moments = read_moments(Table({"dates": dates}, (), flaws), ZoneInfo(call.zone))
    return tuple(flaws) or dataclasses.replace(call, moments=moments)


def leans_on(moment: Moment) -> tuple[str, int] | None:
    """Return the key of the date that a relative one adds to, and how many days; None where it leans on none."""
    found = _RELATIVE.fullmatch(moment.written)
    return (found.group(1), _days_of(found)) if found else None


def _as_in_a_file(moment: Moment, written: str | None) -> dict[str, object]:
    """Return a date as the file has it; an end that is given another day counts to the end of it."""
    said: dict[str, object] = {"at": moment.written if written is None else written}
    said["name"] = dict(moment.name.by_language)
    if moment.end_of_day is not None and (written is None or len(written) == _DAY_LENGTH):
        said["end_of_day"] = moment.end_of_day or written is not None
    return said


def _days_of(relative: re.Match[str]) -> int:
    """Return the days, before or after, of 'results - 2w'."""
    _, sign, count, unit = relative.groups()
    return int(count) * (7 if unit == "w" else 1) * (1 if sign == "+" else -1)


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant of a day, also where the clocks skip midnight."""
    return _exact(datetime.combine(day, time()), zone)


def _moved(moment: Moment, step: timedelta, zone: ZoneInfo) -> Moment:
    named = moment.last_second
    if named is None or moment.day is None:
        return moment
    day = moment.day + step
    if moment.whole_day:
        at = start_of(day + timedelta(days=1) if moment.ends else day, zone)
        return dataclasses.replace(moment, at=at, day=day, written=day.isoformat())
    exact = _exact(datetime.combine(day, named.time()), zone)
    at = _after(exact, zone) if moment.ends else exact
    return dataclasses.replace(moment, at=at, day=exact.date(), written=exact.isoformat())


def _after(named: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant after the second that holds an instant."""
    return (named.replace(microsecond=0).astimezone(UTC) + timedelta(seconds=1)).astimezone(zone)


def _exact(local: datetime, zone: ZoneInfo) -> datetime:
    """Return a wall-clock time as an instant; one that the clocks skip becomes the first instant after the gap."""
    return local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


@dataclass(frozen=True, slots=True)
class _Instant:
    """A moment without its name."""

    written: str
    named: date | datetime | None = None
    """The day or the exact time that it names, to which relative dates add; None while unknown."""
    at: datetime | None = None
    day: date | None = None
    ends: bool = False


class _Reading:
    """Resolves moments that may lean on one another; each is resolved once."""

    def __init__(self, tables: list[tuple[str, Table]], names: Names, zone: ZoneInfo) -> None:
        self.tables = dict(tables)
        self._names = names
        self._zone = zone
        self._found: dict[str, _Instant] = {}
        self._under_way: list[str] = []

    def moment(self, key: str) -> Moment:
        found, name = self._instant(key), self.tables[key].words("name")
        return Moment(
            key=key,
            name=name,
            at=found.at,
            written=found.written,
            day=found.day,
            whole_day=found.named is not None and not isinstance(found.named, datetime),
            ends=found.ends,
            end_of_day=end_of_day if isinstance(end_of_day := self.tables[key].raw("end_of_day"), bool) else None,
        )

    def _instant(self, key: str) -> _Instant:
        if key not in self._found:
            self._under_way.append(key)
            self._found[key] = self._resolve(key, self.tables[key])
            self._under_way.pop()
        return self._found[key]

    def _resolve(self, key: str, table: Table) -> _Instant:
        table.flag("end_of_day", default=False)
        value = table.raw("at")
        written = value.strip() if isinstance(value, str) else str(value)[:60]
        try:
            if isinstance(value, str):
                return self._from_text(key, table, written)
            if isinstance(value, date):
                return self._absolute(key, table, value)
        except OverflowError:
            table.flaw("impossible_date", "at", written=written)
            return _Instant(written)
        if table.has("at"):
            table.flaw("not_a_date", "at", written=written)
        else:
            table.flaw("missing_key", "at", name="at")
        return _Instant(UNKNOWN)

    def _from_text(self, key: str, table: Table, written: str) -> _Instant:
        relative = _RELATIVE.fullmatch(written)
        if written == UNKNOWN:
            return _Instant(UNKNOWN)
        if relative:
            return self._relative(key, table, relative)
        try:
            read = date if len(written) <= _DAY_LENGTH else datetime
            return self._absolute(key, table, read.fromisoformat(written))
        except ValueError:
            problem = "impossible_date" if _LOOKS_LIKE_A_DATE.match(written) else "not_a_date"
            table.flaw(problem, "at", written=written[:60])
            return _Instant(written)

    def _relative(self, key: str, table: Table, parts: re.Match[str]) -> _Instant:
        anchor, written = parts.group(1), parts.group()
        if anchor in self._under_way:
            table.flaw("date_cycle", "at", written=written, chain=" → ".join([*self._under_way, anchor]))
            return _Instant(written)
        if anchor not in self.tables:
            table.refer(anchor, self._names, "at")
            return _Instant(written)
        found = self._instant(anchor)
        if found.named is None:
            return _Instant(written)
        step = timedelta(days=_days_of(parts))
        local = found.named.replace(tzinfo=None) if isinstance(found.named, datetime) else found.named
        return dataclasses.replace(self._absolute(key, table, local + step), written=written)

    def _absolute(self, key: str, table: Table, value: date) -> _Instant:
        """Raise OverflowError where the calendar ends."""
        inclusive = bool(_END.fullmatch(key))
        if isinstance(value, datetime):
            if table.values.get("end_of_day") is True:
                table.flaw("end_of_day_with_hour", "end_of_day")
            named = value.astimezone(self._zone) if value.tzinfo else _exact(value, self._zone)
            at = _after(named, self._zone) if inclusive else named
            return _Instant(value.isoformat(), named, at, named.date(), inclusive)
        whole = table.values.get("end_of_day", inclusive) is True
        ends = inclusive or whole
        first = start_of(value + timedelta(days=1) if whole else value, self._zone)
        last = value if whole or not ends else value - timedelta(days=1)
        return _Instant(value.isoformat(), value, first, last, ends)


def _check_order(table: Table, moments: Mapping[str, Moment]) -> None:
    for key, opening in moments.items():
        for suffix, end in _OPENINGS.items():
            closing = moments.get(key.removesuffix(suffix) + end) if key.endswith(suffix) else None
            if closing and opening.at and closing.last_second and closing.last_second <= opening.at:
                path: Path = ("dates", closing.key, "at")
                table.flaw("closes_before_opens", *path, opens=opening.written, closes=closing.written)
