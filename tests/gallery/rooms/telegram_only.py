"""What Telegram alone can meet with: content that nobody can read, files, changed messages, settings of the chat."""

from __future__ import annotations

from dataclasses import replace

from bot.telegram.heard import OtherSent
from bot.telegram.hearing import OTHERS
from bot.telegram.meaning import explained
from core.dialogue.screen import Block, BlockKind, Phrase, Screen
from templates.words import Words
from tests.gallery.rooms import asking
from tests.gallery.situation import Room

ROOM = Room("Telegram alone")
NOTICES = ("file", "caption", "edited", "edited_entry", "fresh", "in_place", "other_link")


def unread(name: str, language: str) -> Screen:
    return _noticed(explained(OtherSent(name), Words(language)), language)


def noticed(name: str, language: str) -> Screen:
    return _noticed(Words(language)(f"telegram.unread.{name}"), language)


def _noticed(said: str, language: str) -> Screen:
    """A notice stands above the question that is still open."""
    screen = asking.title(language).screen
    return replace(screen, blocks=(Block(BlockKind.NOTE, Phrase(own=said)), *screen.blocks), toast=None)


ROOM.each(OTHERS, unread)
ROOM.each(NOTICES, noticed)
