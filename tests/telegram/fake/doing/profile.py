"""How the bot shows itself: commands, descriptions, the menu button."""

from __future__ import annotations

import re

from tests.telegram.fake.chats import Json
from tests.telegram.fake.schema.links import reachable
from tests.telegram.fake.schema.refusals import broken
from tests.telegram.fake.world import World

MOST_COMMANDS = 100
LONGEST_COMMAND_DESCRIPTION = 256
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")


def scope_name(scope: Json | None) -> str:
    """Return `type[:chat_id[:user_id]]`."""
    told = scope or {"type": "default"}
    return ":".join(str(told[key]) for key in ("type", "chat_id", "user_id") if key in told)


def set_my_commands(world: World, values: Json) -> bool:
    commands = values["commands"]
    if len(commands) > MOST_COMMANDS:
        raise broken("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        if not _COMMAND.fullmatch(each["command"]):
            raise broken("BOT_COMMAND_INVALID")
        if not 1 <= len(each["description"]) <= LONGEST_COMMAND_DESCRIPTION:
            raise broken("BOT_COMMAND_DESCRIPTION_INVALID")
    names = [each["command"] for each in commands]
    if len(set(names)) < len(names):
        raise broken("BOT_COMMAND_INVALID")
    world.profile.commands[_place(world, values)] = commands
    return True


def get_my_commands(world: World, values: Json) -> list[Json]:
    return world.profile.commands.get(_place(world, values), [])


def delete_my_commands(world: World, values: Json) -> bool:
    world.profile.commands.pop(_place(world, values), None)
    return True


def set_my_description(world: World, values: Json) -> bool:
    _set(world.profile.descriptions, values, "description", LONGEST_DESCRIPTION)
    return True


def set_my_short_description(world: World, values: Json) -> bool:
    _set(world.profile.short_descriptions, values, "short_description", LONGEST_SHORT_DESCRIPTION)
    return True


def set_chat_menu_button(world: World, values: Json) -> bool:
    chat_id, button = values.get("chat_id"), values.get("menu_button", {"type": "default"})
    if chat_id is not None and world.chat(chat_id).type != "private":
        raise broken("chat not found")
    if button["type"] == "web_app" and not (button["text"] and reachable(button["web_app"]["url"])):
        raise broken("menu button Web App is invalid")
    world.profile.menu_buttons[chat_id] = button
    return True


def commands_shown(world: World, chat_id: int, language: str) -> list[Json]:
    """Return what a person sees in the menu of the private chat: the narrowest scope, the own language first."""
    for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
        for each in (language, ""):
            if (scope, each) in world.profile.commands:
                return world.profile.commands[scope, each]
    return []


def _set(texts: dict[str, str], values: Json, name: str, longest: int) -> None:
    language, text = _language(values), values.get(name, "")
    if len(text) > longest:
        raise broken(f"bot {name.replace('_', ' ')} is too long")
    texts.pop(language, None)
    if text:
        texts[language] = text


def _place(world: World, values: Json) -> tuple[str, str]:
    scope = values.get("scope")
    if scope and "chat_id" in scope:
        world.chat(scope["chat_id"])
    return scope_name(scope), _language(values)


def _language(values: Json) -> str:
    language: str = values.get("language_code", "")
    if not _LANGUAGE.fullmatch(language):
        raise broken("invalid language code specified")
    return language
