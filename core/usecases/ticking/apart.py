"""One thing that raises keeps no other from being done: what it wrote is undone, and the rest of its batch goes on."""

from __future__ import annotations

import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

from core.ports import StoreTroubleError, UnitOfWork

log = logging.getLogger("convoca.usecases")

T = TypeVar("T")


async def on_its_own(work: UnitOfWork, what: str, act: Coroutine[Any, Any, T]) -> T | None:
    """Do something whose failure is told and undone alone; None then. The store's trouble is everybody's and is raised.

    `what` names it in the log, in nobody's words.
    """
    try:
        async with work.apart():
            return await act
    except StoreTroubleError:
        raise
    except Exception as failure:  # noqa: BLE001 - told by kind only: what it says could hold somebody's data
        log.error("%s failed: %s", what, type(failure).__name__)
        return None
    finally:
        act.close()  # where it never began
