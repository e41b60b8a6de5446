"""Long texts that people paste: Telegram cuts them into messages without a word that they belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.telegram.heard import Heard, Said
from core.model.chats import IncomingUpdate

NEARLY_FULL = 4_000
"""Characters from which a message may have been cut: the next text goes on with it."""
PATIENCE = timedelta(seconds=1.5)
"""How long the next piece may take to come."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What is handled as one: an update, or the updates that hold the pieces of one text."""

    updates: tuple[IncomingUpdate, ...]
    heard: Heard | None


def may_go_on(read: Sequence[tuple[IncomingUpdate, Heard | None]]) -> list[int]:
    """Return the chats whose last text among these may have been cut."""
    last = {heard.chat_id: heard.what for _, heard in read if heard is not None}
    return [chat for chat, what in last.items() if isinstance(what, Said) and _is_cut(what)]


def joined(read: Sequence[tuple[IncomingUpdate, Heard | None]], caught_up: datetime | None) -> list[Piece]:
    """Return what can be handled now, in order, texts that were cut joined.

    `caught_up` is the moment up to which all that was sent to us is among these, None where nobody knows. A chat whose
    last text may still go on is left waiting from there, with everything of it that came after.
    """
    pieces: list[Piece] = []
    open_text: dict[int, int] = {}
    for update, heard in read:
        chat = heard.chat_id if heard is not None else None
        begun = open_text.pop(chat, None) if chat is not None else None
        if begun is not None and heard is not None and isinstance(heard.what, Said):
            pieces[begun] = _longer(pieces[begun], update, heard.what)
        else:
            begun = len(pieces)
            pieces.append(Piece((update,), heard))
        if chat is not None and heard is not None and isinstance(heard.what, Said) and _is_cut(heard.what):
            open_text[chat] = begun
    return _ripe(pieces, set(open_text.values()), caught_up)


def _longer(piece: Piece, update: IncomingUpdate, more: Said) -> Piece:
    heard = piece.heard
    if heard is None or not isinstance(heard.what, Said):
        return piece
    # No single message holds the text now, so that no change of one can stand for it.
    return Piece((*piece.updates, update), replace(heard, what=Said(heard.what.text + more.text), message_id=None))


def _is_cut(said: Said) -> bool:
    return len(said.text) >= NEARLY_FULL


def _ripe(pieces: Sequence[Piece], unfinished: set[int], caught_up: datetime | None) -> list[Piece]:
    """Leave out what may still go on, and what came after it in the same chat."""
    held: set[int] = set()
    ripe = []
    for index, piece in enumerate(pieces):
        chat = piece.heard.chat_id if piece.heard is not None else None
        if index in unfinished and chat is not None and not _is_whole(piece, caught_up):
            held.add(chat)
        if chat is None or chat not in held:
            ripe.append(piece)
    return ripe


def _is_whole(piece: Piece, caught_up: datetime | None) -> bool:
    """Whether its next part would have come: while we were away, or busy, it may have waited where it was sent."""
    return caught_up is not None and caught_up - piece.updates[-1].received_at >= PATIENCE
