"""What a session type settles by itself is told, right after it was chosen, wherever that leads."""

from __future__ import annotations

from core.dialogue.asking.sheet import Sheet
from core.dialogue.composing import block, phrase
from core.dialogue.scene import Scene
from core.dialogue.screen import Block, BlockKind
from core.dialogue.wording import told


def settled_notes(scene: Scene, sheet: Sheet) -> tuple[Block, ...]:
    """Return a note for every choice that was taken over by the session type just chosen."""
    if scene.state.answered != "session_type":
        return ()
    fixed = [item for item in sheet.form.steps if item.shown.holds(sheet.values) and item.is_fixed(sheet.values)]
    return tuple(
        block(BlockKind.NOTE, phrase("chat.ask.fixed", field=item.label, value=told(item, sheet.values)[0]))
        for item in fixed
    )
