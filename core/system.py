"""The clock and the source of ids and secrets: the only place that asks for time or randomness."""

from __future__ import annotations

import base64
import secrets
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)


class SystemIds:
    """Ids that sort by time of birth (48 bits of milliseconds, then 48 random bits), and secrets of 160 bits."""

    def new(self) -> str:
        """Return 20 characters of lower-case base32."""
        moment = int(datetime.now(UTC).timestamp() * 1000)
        return _base32(moment.to_bytes(6, "big") + secrets.token_bytes(6))[:20]

    def secret(self) -> str:
        """Return 32 characters of lower-case base32."""
        return _base32(secrets.token_bytes(20))


def _base32(raw: bytes) -> str:
    return base64.b32hexencode(raw).decode("ascii").rstrip("=").lower()
