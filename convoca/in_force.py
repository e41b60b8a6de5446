"""The call in force, for commands that only look: the file with the dates that were moved over it."""

from __future__ import annotations

from convoca.refusal import Refusal
from convoca.settings import Settings
from convoca.storing import refusals_told
from core.call.definition import Call
from core.ports import StoreTroubleError
from core.store import SqlStore
from core.store.migrate import check
from core.usecases.calendar.versions import amended


async def in_force(settings: Settings, filed: Call) -> Call:
    """Return the call with its moved dates; as its file has it where there is no database that can be read."""
    try:
        with refusals_told():
            await check(settings.database)
    except Refusal:
        return filed
    store = SqlStore(settings.database)
    try:
        async with store.look() as work:
            newest = next(iter(await work.versions.newest(filed.id)), None)
    except StoreTroubleError:
        return filed
    finally:
        await store.close()
    return amended(filed, newest.amendments) if newest else filed
