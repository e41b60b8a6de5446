"""Which version of the call is in force: what its file says, and the dates that were moved over it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from core.call.comparing import Change, Said, changes, dates_of, fingerprint_of, moves, said_by
from core.call.dates import redated
from core.call.definition import Call
from core.model.version import CallVersion
from core.ports import UnitOfWork
from core.rules.calendar.standing import CLOSE, close_told
from core.usecases.calendar.moves import call_moved
from core.usecases.desk import Desk
from core.usecases.notices import note

log = logging.getLogger("convoca.calendar")

Amendments = Mapping[str, Mapping[str, str]]

CHANGED = "call_changed"
"""The act in the log; its facts are the version, the reason and the changes."""
SYSTEM = "system"


async def come_into_force(desk: Desk, work: UnitOfWork, now: datetime) -> CallVersion | None:
    """Compare the desk's file with what was last seen, and adopt what is in force.

    A file that says something new makes a version, which is logged and returned; that the close moved by it is told as
    after an extension. A date that was moved holds over the file until the file itself says another thing for it.
    """
    said = said_by(desk.filed)
    newest = next(iter(await work.versions.newest(desk.call.id)), None)
    fingerprint = fingerprint_of(said)
    if newest is not None and newest.fingerprint == fingerprint:
        _adopt(desk, newest)
        return None
    amendments = _holding(newest.amendments, desk.filed, said) if newest else {}
    dates = dates_of(amended(desk.filed, amendments))
    version = CallVersion(
        call=desk.call.id, version=newest.version + 1 if newest else 1, at=now, by=SYSTEM, fingerprint=fingerprint,
        said=said, dates=dates, amendments=amendments, changes=_different(newest, said, dates),
    )  # fmt: skip
    await work.versions.add(version)
    _adopt(desk, version)
    if newest is None:
        return None
    await made(desk, work, version)
    await call_moved(desk, work, close_told(newest.dates.get(CLOSE), desk.call.zone), version.version, now)
    return version


async def is_as_last_seen(desk: Desk, work: UnitOfWork) -> bool:
    """Whether the desk's file says what the newest version's said."""
    newest = next(iter(await work.versions.newest(desk.call.id)), None)
    return newest is not None and newest.fingerprint == fingerprint_of(said_by(desk.filed))


async def catch_up(desk: Desk, work: UnitOfWork, reload: Callable[[], Call | None] | None = None) -> bool:
    """Adopt the newest version where it is not the one in force here; return whether it was another.

    `reload` reads the file anew, for a version that another file made; it answers None where that can't be done.
    """
    if await work.versions.number(desk.call.id) == desk.version:
        return False
    newest = next(iter(await work.versions.newest(desk.call.id)), None)
    if newest is None:  # what was adopted was never committed
        desk.adopt(desk.filed, version=0)
        return True
    if newest.fingerprint != fingerprint_of(said_by(desk.filed)) and reload is not None:
        filed = reload() or desk.filed
        desk.adopt(filed, filed=filed)
        if newest.fingerprint != fingerprint_of(said_by(filed)):
            log.warning("version %s of the call was made from a file that is not here", newest.version)
    _adopt(desk, newest)
    return True


async def made(desk: Desk, work: UnitOfWork, version: CallVersion) -> None:
    """Tell the log of a new version, and let whatever was planned by the one before be planned anew."""
    different = list(version.changes)
    await note(work, version.at, CHANGED, version.by, version=version.version, reason=version.reason, changes=different)
    await work.proposals.look_anew(version.call)


def amended(filed: Call, amendments: Amendments) -> Call:
    """Return a call with the dates that hold over its file; the file alone where both together make no sense."""
    said = said_by(filed)
    found = redated(filed, {key: item["at"] for key, item in amendments.items() if _holds(key, item, said)})
    return found if isinstance(found, Call) else filed


def _different(before: CallVersion | None, said: Said, dates: Mapping[str, str | None]) -> tuple[Change, ...]:
    """Return what a file says anew: where its dates fall now, and all the rest key by key."""
    if before is None:
        return ()
    rest = (item for item in changes(before.said, said) if item["kind"] != "date")
    return (*moves(before.dates, dates, said, before.said), *rest)


def over(desk: Desk, version: CallVersion, key: str) -> str:
    """Return what the file says of a date: the one that made the version, else the one that is here."""
    path = f"dates.{key}.at"
    return str(version.said.get(path) or said_by(desk.filed)[path])


def _adopt(desk: Desk, version: CallVersion) -> None:
    desk.adopt(amended(desk.filed, version.amendments), version=version.version)


def _holding(amendments: Amendments, filed: Call, said: Said) -> Amendments:
    holding = {key: item for key, item in amendments.items() if _holds(key, item, said)}
    possible = redated(filed, {key: item["at"] for key, item in holding.items()})
    return holding if isinstance(possible, Call) else {}


def _holds(key: str, item: Mapping[str, str], said: Said) -> bool:
    return said.get(f"dates.{key}.at") == item["over"]
