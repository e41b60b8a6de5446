"""How long Telegram asks to be left alone."""

from __future__ import annotations

from datetime import timedelta

from telegram.error import RetryAfter


def asked_to_wait(flood: RetryAfter) -> timedelta:
    """Return the pause; `retry_after` is a number in this version of the library, and a duration in the next."""
    wait = flood.retry_after
    return timedelta(seconds=wait) if isinstance(wait, int | float) else wait
