"""Addresses as Telegram takes them, and the deep links to a bot."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
"""What a deep link can carry."""


def reachable(url: str) -> bool:
    """Tell whether a button may have the address: not a host without a dot, such as localhost."""
    parts = urlsplit(url)
    if parts.scheme == "tg":
        return bool(parts.netloc)
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "").strip(".")


def deep_link(url: str) -> tuple[str, str] | None:
    """Return the bot's name and the payload, if it is a link that presses Start."""
    parts = urlsplit(url)
    query = parse_qs(parts.query, keep_blank_values=True)
    if parts.hostname != "t.me" or "start" not in query:
        return None
    return parts.path.strip("/"), query["start"][0]


def carries_too_much(url: str) -> bool:
    """Tell whether it is a deep link whose payload would not arrive."""
    link = deep_link(url)
    return link is not None and not PAYLOAD.fullmatch(link[1])
