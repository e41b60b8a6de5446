"""What was heard from somebody the service knows, as an event of the conversation."""

from __future__ import annotations

import re

from bot.telegram.card import mark_of, parsed
from bot.telegram.commands import command_of
from bot.telegram.heard import Commanded, Heard, OtherSent, Said, TappedButton
from bot.telegram.keyboard import numbers_choose
from bot.understanding import understood
from core.call.definition import Call
from core.dialogue.events import Event, Tap
from core.dialogue.screen import Screen
from templates.say import tapped
from templates.words import Words

NO_REVISION = -1
"""A revision that no screen has: such a tap only draws the screen anew."""

_NUMBERED = re.compile(r"\s*\d{1,3}\.\s+(?P<label>\S.*)")

_ALIKE = {"checklist": "poll", "venue": "location", "video_note": "video"}
_NAMED = frozenset(
    {"animation", "audio", "contact", "location", "photo", "poll", "sticker", "video", "voice"}
)  # fmt: skip


def event_of(heard: Heard, screen: Screen, words: Words, call: Call, *, tag: str) -> Event | None:
    """Return the event on the screen that the person has now, drawn under `tag`.

    A tap of another card, or one that cannot be read, is a tap of a screen that is gone. None for what is no event by
    itself: a file still to be read, an edited text, other content, a membership, a migration.
    """
    match heard.what:
        case Said(text):
            return understood(screen, _label_alone(text, screen, words, call), words, call)
        case Commanded(name, argument, _, text):
            return command_of(name, argument, screen) or understood(screen, _unaddressed(text), words, call)
        case TappedButton(_, data, _):
            return _tap(data, screen, tag)
        case _:
            return None


def explained(what: OtherSent, words: Words) -> str:
    """Return what to tell somebody who sent something that cannot be read, as plain text."""
    kind = _ALIKE.get(what.kind, what.kind)
    return words("telegram.unread.told", what=words(f"telegram.unread.{kind if kind in _NAMED else 'anything'}"))


def _tap(data: str, screen: Screen, tag: str) -> Tap:
    found = parsed(data)
    if found is None:
        return Tap("", "", NO_REVISION)
    meant = (item.argument for item in screen.actions if mark_of(item.argument) == found.argument)
    return Tap(found.verb, next(meant, found.argument), found.revision if found.tag == tag else NO_REVISION)


def _label_alone(text: str, screen: Screen, words: Words, call: Call) -> str:
    """Return a label without its number, where somebody typed the whole button."""
    found = _NUMBERED.fullmatch(text) if numbers_choose(screen) else None
    return found["label"] if found and tapped(screen, found["label"], words, call) else text


def _unaddressed(text: str) -> str:
    """Return a command without the bot that it was meant for, and a name as people say it: '/mis_datos@bot'."""
    name, space, rest = text.partition(" ")
    return (name.partition("@")[0] + space + rest).replace("_", " ")
