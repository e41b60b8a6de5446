"""Where letters leave: the relay, and one connection to it at a time."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import aiosmtplib


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A relay as the settings name it. `timeout` is in seconds, for each step of the conversation."""

    host: str
    port: int
    use_tls: bool = False
    start_tls: bool | None = None
    """None: where the relay offers it."""
    username: str | None = None
    password: str | None = None
    timeout: float = 30.0

    async def connected(self) -> aiosmtplib.SMTP:
        """Return an open connection, signed in where there is a name; raises SMTPException or OSError."""
        client = aiosmtplib.SMTP(
            hostname=self.host, port=self.port, use_tls=self.use_tls, start_tls=self.start_tls,
            username=self.username, password=self.password, timeout=self.timeout,
        )  # fmt: skip
        await client.connect()
        return client


async def farewell(client: aiosmtplib.SMTP) -> None:
    """Say goodbye where there is still somebody to hear it."""
    if client.is_connected:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()
