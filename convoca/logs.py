"""Logging of the service: one line an event, and no secret in it, whatever wrote the line."""

from __future__ import annotations

import logging
from collections.abc import Iterable

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"
TALKATIVE = (
    "aiosmtpd", "alembic", "flufl.bounce", "httpcore", "httpx", "mail.log", "telegram", "uvicorn",
)  # fmt: skip
"""Loggers of libraries that tell too much, or, like httpx, whole addresses with the bot's token in them."""
SAYS_WHAT_IS_MEANT = "apscheduler"
"""It warns of a tick left out since the one before is under way: that is meant, and duties tell their own failures."""
HIDDEN = "…"


class Redacting(logging.Formatter):
    """Formats a record, traceback and all, and takes the secrets out of what comes of it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__(LINE)
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without a secret."""
        return without_secrets(super().format(record), self._secrets)


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """Return a text with a mark in place of every secret."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return text


def begin_logging(secrets: Iterable[str], level: int = logging.INFO) -> None:
    """Log to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.getLogger(SAYS_WHAT_IS_MEANT).setLevel(max(level, logging.ERROR))
