"""Commands by name: each in all the languages, since a bot is asked in any of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from core.dialogue.events import Command
from core.dialogue.screen import Screen
from templates.words import LANGUAGES, Words

COMMANDS = (
    "start", "new", "mine", "status", "deadlines", "data", "reminders", "language", "help", "cancel", "fresh",
    "erase",
)  # fmt: skip
"""What can be asked for anywhere, in the order of the menu."""

GROUP = ("help",)
"""What groups are offered: there is nothing to do in them."""

FRESH = "fresh"
"""Whether every screen comes as a message of its own: a matter of the chat, not of the conversation."""

_DIALOGUE = {"mine": "home"}


def menu(words: Words, keys: Sequence[str] = COMMANDS) -> tuple[tuple[str, str], ...]:
    """Return the commands of a language with their descriptions, as Telegram's menu lists them."""
    return tuple((words(f"telegram.commands.{key}"), words(f"telegram.descriptions.{key}")) for key in keys)


def key_of(name: str) -> str | None:
    """Return which of `COMMANDS` a name is, in any language; None for one that is not in the menus."""
    return _by_name().get(name.lower())


def command_of(name: str, argument: str, screen: Screen) -> Command | None:
    """Return what a command asks of the dialogue on this screen; None for a name that is not in the menus."""
    key = key_of(name)
    if key is None:
        return None
    if key == "status":
        return Command("summary" if screen.proposal_id else "home")
    return Command(_DIALOGUE.get(key, key), argument)


@cache
def _by_name() -> Mapping[str, str]:
    names = {key: key for key in COMMANDS}
    return names | {Words(language)(f"telegram.commands.{key}"): key for language in LANGUAGES for key in COMMANDS}
