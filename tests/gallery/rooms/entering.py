"""Telegram before a chat is linked."""

from __future__ import annotations

from core.dialogue.entering import Entry, EntryStep, Guest, draw_entry
from core.dialogue.state import Said
from tests.core.dialogue.stage import CALL
from tests.gallery.people import TITLE
from tests.gallery.situation import Door, Room

ROOM = Room("Entering from Telegram")
ADDRESS = "ana@example.org"
LUZ = Guest("Luz Prado", TITLE)


def door(entry: Entry, guest: Guest | None = None) -> Door:
    return Door(entry, draw_entry(CALL, entry, guest))


@ROOM("The first thing that anybody reads")
def first(language: str) -> Door:
    return door(Entry(language=language))


@ROOM("Somebody invited comes by the link of their letter")
def by_link(language: str) -> Door:
    return door(Entry(language=language, link="mark"), LUZ)


@ROOM("The address is asked for")
def address(language: str) -> Door:
    return door(Entry(step=EntryStep.ADDRESS, language=language))


@ROOM("The code is asked for")
def code(language: str) -> Door:
    return door(Entry(step=EntryStep.CODE, address=ADDRESS, language=language))


_REFUSALS = {
    "The address is none": (EntryStep.ADDRESS, Said("chat.problem.address_at")),
    "The address asked not to be written to": (EntryStep.ADDRESS, Said("chat.entry.muted")),
    "That is no code": (EntryStep.CODE, Said("chat.entry.not_a_code")),
    "The code is wrong": (EntryStep.CODE, Said("chat.entry.wrong_code")),
    "The code is too old": (EntryStep.CODE, Said("chat.entry.old_code")),
    "Too many codes were asked for": (EntryStep.CODE, Said("chat.entry.too_many")),
    "The link was used already": (EntryStep.PRIVACY, Said("chat.entry.old_link")),
    "Data are asked for where none are kept": (EntryStep.PRIVACY, Said("chat.entry.nothing_kept")),
}


def refused(name: str, language: str) -> Door:
    step, problem = _REFUSALS[name]
    return door(Entry(step=step, address=ADDRESS, language=language, problem=problem))


ROOM.each(list(_REFUSALS), refused)
