"""The pages of letters that nobody could read."""

from __future__ import annotations

from collections.abc import Sequence

from core.model.records import IncomingLetter
from core.usecases.letters.unread import Opened, UnreadLetter
from templates.pages import Frame, page
from templates.words import Words

_KNOWN = frozenset({"too_large", "headers_too_long", "too_deep", "too_many_parts", "not_mail"})


def why_told(letter: IncomingLetter, words: Words) -> str:
    """Say why a letter could not be read."""
    return words(f"unread.why.{letter.note if letter.note in _KNOWN else 'fault'}")


def letters_page(frame: Frame, rows: Sequence[UnreadLetter], *, done: str | None = None, is_late: bool = False) -> str:
    """Return the list; `done` names what was just done, `is_late` says that somebody else had seen to the letter."""
    words = Words(frame.language)
    told = [(row, why_told(row.letter, words)) for row in rows]
    return page("letters.html", frame, rows=told, done=done, is_late=is_late)


def letter_page(frame: Frame, letter_id: str, shown: Opened) -> str:
    """Return one of them, as plain text."""
    return page("letter.html", frame, letter=letter_id, shown=shown)
