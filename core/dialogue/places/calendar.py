"""One's own calendar: the link that programs subscribe to, made, changed for another, or ended."""

from __future__ import annotations

from dataclasses import replace

from core.dialogue.composing import Content, action, block, navigation, phrase
from core.dialogue.effects import CalendarLink, OwnCalendar
from core.dialogue.scene import Scene
from core.dialogue.screen import Action, BlockKind, Phrase, Style
from core.dialogue.state import Outcome, Said


def row() -> tuple[Action, ...]:
    """Return the row of the dates that leads here."""
    return (action("calendar", phrase("my_calendar.chat.open")),)


def draw(scene: Scene) -> Content:
    """Return the link, with what can be done about it; or offer to make one."""
    address = scene.world.calendar
    link = (
        block(BlockKind.ROW, phrase("my_calendar.chat.link"), Phrase(own=address)),
        block(BlockKind.NOTE, phrase("my_calendar.chat.how")),
        block(BlockKind.NOTE, phrase("my_calendar.chat.secret")),
    )
    return Content(
        title=phrase("my_calendar.chat.title"),
        blocks=(block(BlockKind.TEXT, phrase("my_calendar.chat.what")), *(link if address else ())),
        rows=(
            *((_act(item),) for item in ((CalendarLink.CHANGE, CalendarLink.END) if address else (CalendarLink.MAKE,))),
            navigation("deadlines"),
            navigation("home", "help"),
        ),
        help=(phrase("my_calendar.chat.help"),),
        with_missing=False,
    )


def tap(scene: Scene, verb: str, argument: str) -> Outcome:
    """Make, change or end the link."""
    act = CalendarLink(argument)
    return Outcome(replace(scene.state, toast=Said(f"my_calendar.done.{act}")), (OwnCalendar(act),))


def _act(act: CalendarLink) -> Action:
    style = {CalendarLink.MAKE: Style.PRIMARY, CalendarLink.CHANGE: Style.PLAIN, CalendarLink.END: Style.DANGER}[act]
    return action("link", phrase(f"my_calendar.action.{act}"), str(act), style)
