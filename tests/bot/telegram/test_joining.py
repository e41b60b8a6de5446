"""Texts that were cut are one answer; nobody waits for a piece that does not come, and nothing is overtaken."""

from __future__ import annotations

from datetime import timedelta

from bot.telegram.heard import Commanded, Heard, Said, What
from bot.telegram.joining import NEARLY_FULL, PATIENCE, joined
from core.model.chats import IncomingUpdate
from tests.support.records import NOON

LONG = "á" * NEARLY_FULL
LATER = NOON + PATIENCE


def came(number: int, what: What | None, chat: int = 7) -> tuple[IncomingUpdate, Heard | None]:
    update = IncomingUpdate(id=number, chat=chat, received_at=NOON, raw={})
    if what is None:
        return update, None
    return update, Heard(
        update_id=number, chat_id=chat, chat_type="private", user_id=chat, language="", message_id=number, what=what
    )


def told(read: list[tuple[IncomingUpdate, Heard | None]], *, seconds: float = 0) -> list[tuple[list[int], str]]:
    pieces = joined(read, NOON + timedelta(seconds=seconds))
    return [
        ([update.id for update in piece.updates], getattr(piece.heard.what, "text", "") if piece.heard else "")
        for piece in pieces
    ]


def test_short_texts_are_each_their_own() -> None:
    assert told([came(1, Said("a")), came(2, Said("b"))]) == [([1], "a"), ([2], "b")]


def test_a_text_in_three_messages_is_one_answer() -> None:
    read = [came(1, Said(LONG)), came(2, Said(LONG)), came(3, Said("fin")), came(4, Said("otra cosa"))]
    assert told(read) == [([1, 2, 3], LONG + LONG + "fin"), ([4], "otra cosa")]


def test_what_may_go_on_waits_a_moment_and_no_longer() -> None:
    assert told([came(1, Said(LONG))]) == []
    assert told([came(1, Said(LONG))], seconds=PATIENCE.total_seconds()) == [([1], LONG)]


def test_other_chats_do_not_wait_and_do_not_mix() -> None:
    read = [came(1, Said(LONG)), came(2, Said("b"), chat=8), came(3, None)]
    assert told(read) == [([2], "b"), ([3], "")]
    read = [came(1, Said(LONG)), came(2, Said("b"), chat=8), came(3, Said("c"))]
    assert told(read) == [([1, 3], LONG + "c"), ([2], "b")]


def test_a_command_ends_a_text_and_does_not_overtake_it() -> None:
    stop = Commanded("cancelar", "", "", "/cancelar")
    assert told([came(1, Said(LONG)), came(2, stop)]) == [([1], LONG), ([2], "/cancelar")]
    assert told([came(1, Said("a")), came(2, Said(LONG)), came(3, None)]) == [([1], "a"), ([3], "")]
