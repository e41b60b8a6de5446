"""The methods that ask about the bot, a chat or a file, and those that leave."""

from __future__ import annotations

from tests.telegram.fake.chats import Json
from tests.telegram.fake.schema.refusals import broken, not_now
from tests.telegram.fake.world import BOT, BOT_ID, World

LARGEST_DOWNLOAD = 20 * 1024 * 1024


def get_me(world: World, values: Json) -> Json:
    return {
        **BOT,
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_groups,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, values: Json) -> Json:
    gifts = dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), True
    )
    chat = world.chat(values["chat_id"])
    return {**chat.json(), "accent_color_id": 1, "max_reaction_count": 11, "accepted_gift_types": gifts}


def get_chat_member(world: World, values: Json) -> Json:
    chat = world.writable(values["chat_id"])
    if values["user_id"] == BOT_ID:
        return member(BOT, chat.bot_status)
    if values["user_id"] in chat.members:
        return member(*chat.members[values["user_id"]])
    if values["user_id"] not in world.users:
        raise not_now("PARTICIPANT_ID_INVALID")
    return member(world.users[values["user_id"]], "left")


def leave_chat(world: World, values: Json) -> bool:
    chat = world.writable(values["chat_id"])
    if chat.type == "private":
        raise broken("chat member status can't be changed in private chats")
    chat.bot_status = "left"
    chat.changes.tell()
    return True


def get_file(world: World, values: Json) -> Json:
    stored = world.files.get(values["file_id"])
    if stored is None:
        raise not_now("wrong file_id or the file is temporarily unavailable")
    if stored.size > LARGEST_DOWNLOAD:
        raise not_now("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": f"u{stored.id}",
        "file_size": stored.size,
        "file_path": stored.path,
    }


def log_out(world: World, values: Json) -> bool:
    world.logged_out = True
    return True


def close(world: World, values: Json) -> bool:
    return True


def member(user: Json, status: str) -> Json:
    """Return a ChatMember; an administrator without any right."""
    told: Json = {"user": user, "status": status}
    if status == "kicked":
        return {**told, "until_date": 0}
    if status == "creator":
        return {**told, "is_anonymous": False}
    if status == "administrator":
        return {**told, "can_be_edited": False, **dict.fromkeys(_RIGHTS, False)}
    return told


_RIGHTS = [
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
