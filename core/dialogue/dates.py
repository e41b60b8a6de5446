"""When and where a session takes place, as a screen says it."""

from __future__ import annotations

from core.dialogue.composing import block, phrase
from core.dialogue.screen import Block, BlockKind
from core.dialogue.wording import own
from core.model.slot import Slot

PLACE_CAP = 120


def dated(slot: Slot | None) -> tuple[Block, ...]:
    """Return when, how long and where; nothing while the session has no date."""
    if slot is None:
        return ()
    when = block(BlockKind.ROW, phrase("sessions.row.when"), phrase("chat.value.told", value=slot.starts_at))
    length = block(BlockKind.ROW, phrase("sessions.row.duration"), phrase("sessions.minutes", count=slot.minutes))
    where = block(BlockKind.ROW, phrase("sessions.row.where"), own(slot.place, PLACE_CAP)) if slot.place else None
    return (when, length, *((where,) if where else ()))
