"""Updates as Telegram sends them, and as nobody should."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.heard import (
    Change,
    Commanded,
    Edited,
    FileSent,
    Heard,
    Membership,
    Migration,
    OtherSent,
    Said,
    TappedButton,
    What,
)
from bot.telegram.hearing import OTHERS, heard

Json = dict[str, object]
ANA: Json = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "pt-br"}
PRIVATE: Json = {"id": 7, "type": "private", "first_name": "Ana"}
GROUP: Json = {"id": -100, "type": "supergroup", "title": "Foro"}


def message(**parts: object) -> Json:
    return {"message_id": 3, "from": ANA, "chat": PRIVATE, "date": 1_755_000_000, **parts}


def what(**update: object) -> What | None:
    found = heard({"update_id": 99, **update})
    return found.what if found else None


def said(text: str) -> What | None:
    return what(message=message(text=text))


def test_a_text_with_whose_it_is() -> None:
    assert heard({"update_id": 99, "message": message(text="Hola")}) == Heard(
        update_id=99, chat_id=7, chat_type="private", user_id=7, language="pt-br", message_id=3, what=Said("Hola")
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("/start", Commanded("start", "", "", "/start")),
        ("/start Ab_9-z", Commanded("start", "Ab_9-z", "", "/start Ab_9-z")),
        ("/plazos@convoca_bot  ya ", Commanded("plazos", "ya", "convoca_bot", "/plazos@convoca_bot  ya ")),
        ("/2", Commanded("2", "", "", "/2")),
        ("/", Said("/")),
        ("/a/b", Said("/a/b")),
        ("/atrás", Said("/atrás")),
        ("/start\nhola", Said("/start\nhola")),
        ("hola /start", Said("hola /start")),
        ("\ud800", Said("\ufffd")),
    ],
)
def test_texts_and_commands(text: str, meant: What) -> None:
    assert said(text) == meant


def test_a_tap() -> None:
    query: Json = {"id": "q1", "from": ANA, "message": message(text="tarjeta"), "data": "v1|a|1|back|"}
    found = heard({"update_id": 1, "callback_query": query})
    assert found is not None
    assert (found.what, found.message_id) == (TappedButton("q1", "v1|a|1|back|", 1_755_000_000), 3)


def test_a_tap_on_a_message_that_is_gone() -> None:
    gone: Json = {"message_id": 3, "chat": PRIVATE, "date": 0}
    assert what(callback_query={"id": "q1", "from": ANA, "message": gone}) == TappedButton("q1", "", None)


def test_an_edited_text() -> None:
    assert what(edited_message=message(text="Hola, mejor")) == Edited("Hola, mejor")
    assert what(edited_message=message(caption="una foto")) is None


def test_a_file() -> None:
    document: Json = {"file_id": "f", "file_name": "resumen.txt", "mime_type": "text/plain", "file_size": 120}
    assert what(message=message(document=document)) == FileSent("f", "resumen.txt", 120, "text/plain")
    assert what(message=message(document={"file_id": "f", "file_size": "big"})) == FileSent("f", "", None, "")


@pytest.mark.parametrize("kind", OTHERS)
def test_what_cannot_be_read_is_told_apart(kind: str) -> None:
    assert what(message=message(**{kind: {"file_id": "f"}})) == OtherSent(kind)


def test_a_moving_picture_is_no_document_though_it_comes_as_one_too() -> None:
    assert what(message=message(animation={"file_id": "f"}, document={"file_id": "f"})) == OtherSent("animation")


@pytest.mark.parametrize(
    ("chat", "before", "now", "change"),
    [
        (PRIVATE, {"status": "member"}, {"status": "kicked"}, Change.BLOCKED),
        (PRIVATE, {"status": "kicked"}, {"status": "member"}, Change.UNBLOCKED),
        (GROUP, {"status": "left"}, {"status": "member"}, Change.ADDED),
        (GROUP, {"status": "left"}, {"status": "administrator"}, Change.ADDED),
        (GROUP, {"status": "administrator"}, {"status": "kicked"}, Change.REMOVED),
        (GROUP, {"status": "member"}, {"status": "restricted", "is_member": False}, Change.REMOVED),
        (GROUP, {"status": "member"}, {"status": "administrator"}, None),
        (GROUP, {"status": "member"}, {"status": "teleported"}, None),
    ],
)
def test_membership(chat: Json, before: Json, now: Json, change: Change | None) -> None:
    member = {"chat": chat, "from": ANA, "date": 1, "old_chat_member": before, "new_chat_member": now}
    assert what(my_chat_member=member) == (Membership(change) if change else None)


def test_a_group_that_moves_is_told_from_both_sides() -> None:
    old: Json = {"id": -5, "type": "group"}
    assert what(message=message(chat=old, migrate_to_chat_id=-100)) == Migration(-5, -100)
    assert what(message=message(chat=GROUP, migrate_from_chat_id=-5)) == Migration(-5, -100)


def test_nobody_in_particular() -> None:
    anonymous = heard(
        {"update_id": 1, "message": message(chat=GROUP, text="/resumen", **{"from": {**ANA, "is_bot": True}})}
    )
    assert anonymous is not None
    assert anonymous.user_id is None
    assert not anonymous.is_private


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": message(text="Hola")},
        {"update_id": True, "message": message(text="Hola")},
        {"update_id": 2**63, "message": message(text="Hola")},
        {"update_id": 1, "message": message(text="Hola", chat=None)},
        {"update_id": 1, "message": message(text="Hola", chat={"id": 7, "type": "cellar"})},
        {"update_id": 1, "message": message(text=["Hola"])},
        {"update_id": 1, "message": message(new_chat_members=[ANA])},
        {"update_id": 1, "channel_post": message(text="Hola")},
        {"update_id": 1, "callback_query": {"id": "q", "from": ANA, "inline_message_id": "x", "data": ""}},
    ],
)
def test_what_is_not_whole_or_not_for_us_is_nothing(update: Json) -> None:
    assert heard(update) is None


NAMES = st.sampled_from(
    ["update_id", "message", "edited_message", "callback_query", "my_chat_member", "chat", "from", "id", "type", "text",
     "data", "document", "file_id", "old_chat_member", "new_chat_member", "status", "photo", "migrate_to_chat_id",
     "language_code", "date", "message_id"]
)  # fmt: skip
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(["private", "left"])
)
ANY_JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6))


@given(st.dictionaries(NAMES, ANY_JSON, max_size=6))
def test_no_update_is_too_odd(update: Json) -> None:
    found = heard(update)
    assert found is None or isinstance(found.update_id, int)


WHOLE = [
    {"update_id": 1, "message": message(text="/start x")},
    {"update_id": 1, "message": message(document={"file_id": "f", "file_name": "n", "file_size": 1})},
    {"update_id": 1, "callback_query": {"id": "q", "from": ANA, "message": message(), "data": "v1|a|1|back|"}},
    {"update_id": 1, "my_chat_member": {"chat": PRIVATE, "from": ANA, "old_chat_member": {"status": "member"},
                                        "new_chat_member": {"status": "kicked"}}},
]  # fmt: skip


@given(st.sampled_from(WHOLE), st.integers(0, 30), ANY_JSON)
def test_a_whole_update_with_one_odd_place_is_read_or_left(update: Json, place: int, odd: object) -> None:
    changed = json.loads(json.dumps(update))
    spots = list(_spots(changed))
    within, name = spots[place % len(spots)]
    within[name] = odd
    found = heard(changed)
    assert found is None or (type(found.chat_id), type(found.update_id)) == (int, int)


def _spots(within: Json) -> list[tuple[Json, str]]:
    inner = [spot for value in within.values() if isinstance(value, dict) for spot in _spots(value)]
    return [(within, name) for name in within] + inner
