"""What Telegram asks of the buttons under a message."""

from __future__ import annotations

from typing import Any

from tests.telegram.fake.schema.links import carries_too_much, reachable
from tests.telegram.fake.schema.refusals import broken

MOST_BUTTONS = 100
WIDEST_ROW = 8
LARGEST_DATA = 64
"""Bytes."""
STYLES = ("danger", "success", "primary")

Button = dict[str, Any]
Rows = list[list[Button]]


def inline_rows(markup: dict[str, Any] | None) -> Rows:
    """Return the rows of an inline keyboard, without the empty ones; raises Refused."""
    rows: Rows = [row for row in (markup or {}).get("inline_keyboard", []) if row]
    _check_size(rows)
    for row in rows:
        for button in row:
            _check_inline(button)
    return rows


def check_markup(markup: dict[str, Any] | None) -> None:
    """Refuse what is wrong with any kind of reply markup."""
    inline_rows(markup)
    keyboard: Rows = (markup or {}).get("keyboard", [])
    if markup and "keyboard" in markup and not any(keyboard):
        raise broken("reply keyboard must have at least one button")
    _check_size(keyboard)
    for row in keyboard:
        for button in row:
            _check_label(button)


def _check_size(rows: Rows) -> None:
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise broken("reply markup is too long")
    if any(len(row) > WIDEST_ROW for row in rows):
        raise broken("BUTTON_ROW_TOO_WIDE")


def _check_label(button: Button) -> None:
    if not button["text"].strip():
        raise broken("button text must be non-empty")
    if button.get("style", STYLES[0]) not in STYLES:
        raise broken("invalid button style specified")


def _check_inline(button: Button) -> None:
    _check_label(button)
    acts = [name for name in ("callback_data", "url", "copy_text") if name in button]
    if len(acts) != 1:
        raise broken("Text buttons are unallowed in the inline keyboard" if not acts else "BUTTON_TYPE_INVALID")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= LARGEST_DATA:
        raise broken("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(button["copy_text"]["text"]) <= 256:
        raise broken("BUTTON_COPY_TEXT_INVALID")
    if "url" in button and not reachable(button["url"]):
        raise broken(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if carries_too_much(button.get("url", "")):
        raise broken("START_PARAM_INVALID")
