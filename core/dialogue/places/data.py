"""One's own data, one line a field; everything else that is kept can be taken along, and all of it erased."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.asking.sheet import person_values
from core.dialogue.composing import Content, action, block, navigation, phrase
from core.dialogue.effects import SendOwnData
from core.dialogue.forms.people import person_form
from core.dialogue.places import reminders
from core.dialogue.scene import Scene, move
from core.dialogue.screen import BlockKind, Phrase, Style
from core.dialogue.state import FormName, Outcome, Place
from core.dialogue.wording import short, told


def draw(scene: Scene) -> Content:
    """Return the person's data with a way to change each."""
    values = person_values(scene.world.person)
    rows = tuple(
        block(
            BlockKind.ROW,
            step.label,
            *told(replace(step, required=()), values),
            action=action("edit", phrase("chat.action.edit", field=short(step.label)), step.path),
        )
        for step in person_form(scene.world.call).steps
    )
    address = block(BlockKind.ROW, phrase("chat.field.address"), Phrase(own=scene.world.person.address))
    return Content(
        title=phrase("chat.data.title"),
        blocks=(block(BlockKind.TEXT, phrase("chat.data.why")), address, *rows, reminders.row(scene.world.person)),
        rows=(
            (action("download", phrase("privacy.action.download")),),
            (action("erase", phrase("privacy.action.erase"), style=Style.DANGER),),
            navigation("home", "help"),
        ),
        help=(phrase("chat.help.data"),),
        with_missing=False,
    )


def tap(scene: Scene, verb: str, argument: str) -> Outcome:
    """Change one field and return, or take everything along."""
    if verb == "download":
        return Outcome(scene.state, (SendOwnData(),))
    return Outcome(move(scene.state, Place.ASK, form=FormName.PERSON, step=argument, origin=Place.DATA))
