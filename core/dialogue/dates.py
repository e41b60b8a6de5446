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
    length = phrase("sessions.minutes", count=slot.minutes)
    when = block(BlockKind.ROW, phrase("sessions.row.when"), phrase("chat.value.told", value=slot.starts_at), length)
    if not slot.place:
        return (when,)
    return (when, block(BlockKind.ROW, phrase("sessions.row.where"), own(slot.place, PLACE_CAP)))
