"""What `convoca doctor` finds about Telegram: whether it knows the token, delivers where we listen, and says too much.

Whether another process asks Telegram with the same token is not looked at: only a getUpdates of our own would be told
(409), and it would take that process's turn and perhaps its updates.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from urllib.parse import urlsplit

from telegram import User, WebhookInfo
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.telegram.webhook import PATH
from convoca.examining import Finding
from convoca.logs import without_secrets
from convoca.settings import Settings
from convoca.telegram import client
from core.dialogue.reading.cleaning import one_line, shortened
from templates.words import Words

PATIENCE_SECONDS = 5.0
"""For all that is asked."""
PORTS = (443, 80, 88, 8443)
"""Where Telegram delivers to."""
LONGEST_WORD = 200
_NAME = re.compile(r"[A-Za-z]\w{2,31}", re.ASCII)
_TALKATIVE = ("telegram", "httpx", "httpcore")
_SILENT = logging.CRITICAL + 1


async def telegram_examined(
    settings: Settings, words: Words, *, patience: float = PATIENCE_SECONDS
) -> tuple[Finding, ...]:
    """Ask Telegram about the bot; nothing of what it, or whoever answers in its place, says shows the token."""
    if settings.telegram_token is None:
        return (Finding("fine", words("commands.doctor.telegram_off")),)
    found = (*await _asked(settings, words, patience), *_place(settings, words))
    token = settings.telegram_token.get_secret_value()
    secrets = (*settings.secrets, token.partition(":")[2])
    return tuple(Finding(item.state, without_secrets(item.text, secrets)) for item in found)


async def _asked(settings: Settings, words: Words, patience: float) -> tuple[Finding, ...]:
    try:
        with _hushed():
            async with asyncio.timeout(patience), client(settings) as bot:
                me, hook = await bot.get_me(), await bot.get_webhook_info()
            return (_named(me, words), *_hooked(hook, settings, words), *_reading(me, words))
    except Exception as failure:  # noqa: BLE001 - what is no answer of Telegram's breaks the library in any way
        return (_failed(failure, settings, words),)


@contextmanager
def _hushed() -> Iterator[None]:
    """Let the libraries log nothing: they tell whole addresses, with the token in them, and whatever was answered."""
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(_SILENT)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _failed(failure: Exception, settings: Settings, words: Words) -> Finding:
    """Say why there was no answer; without one, serving works and waits."""
    place = str(urlsplit(settings.telegram_base_url).hostname)
    match failure:
        case InvalidToken():
            return Finding("wrong", words("commands.doctor.telegram_refused", place=place))
        case BadRequest() | Forbidden() | Conflict() | RetryAfter():
            return Finding("attention", words("commands.doctor.telegram_said", said=_quoted(failure.message)))
        case NetworkError() | TimeoutError():
            return Finding("attention", words("commands.doctor.telegram_away", place=place))
        case _:
            return Finding("attention", words("commands.doctor.telegram_strange", place=place))


def _named(me: User, words: Words) -> Finding:
    """Say who the bot is; raises ValueError for a name that is none."""
    if not _NAME.fullmatch(me.username or ""):
        raise ValueError("no user name")
    return Finding("fine", words("commands.doctor.telegram", name=me.username))


def _place(settings: Settings, words: Words) -> tuple[Finding, ...]:
    """Look at where Telegram is to deliver, where that is wanted."""
    if not settings.telegram_webhook or _is_delivered_to(settings.links):
        return ()
    ports = ", ".join(map(str, PORTS))
    return (Finding("wrong", words("commands.doctor.telegram_undeliverable", place=settings.links, ports=ports)),)


def _is_delivered_to(address: str) -> bool:
    url = urlsplit(address)
    try:
        return url.scheme == "https" and (url.port or PORTS[0]) in PORTS
    except ValueError:  # a port that there is not
        return False


def _hooked(hook: WebhookInfo, settings: Settings, words: Words) -> Iterator[Finding]:
    """Look at a webhook that is set; of another's address only the host is told: the rest may be a secret of theirs."""
    if not hook.url:
        return
    ours = settings.telegram_webhook and hook.url == f"{settings.links}{PATH}"
    if not ours:
        key = "telegram_hooked_elsewhere" if settings.telegram_webhook else "telegram_hooked"
        yield Finding("attention", words(f"commands.doctor.{key}", place=str(urlsplit(hook.url).hostname)))
    if hook.last_error_message and hook.last_error_date:
        at = f"{hook.last_error_date.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        said = _quoted(hook.last_error_message)
        yield Finding("attention", words("commands.doctor.telegram_delivery", at=at, said=said))


def _reading(me: User, words: Words) -> Iterator[Finding]:
    if me.can_read_all_group_messages:
        yield Finding("attention", words("commands.doctor.telegram_reads_all", name=me.username))


def _quoted(text: str) -> str:
    return shortened(one_line(text), LONGEST_WORD)
