"""Where letters leave: the relay, and how a connection to it is kept safe."""

from __future__ import annotations

import contextlib
import ipaddress
from dataclasses import dataclass, field

import aiosmtplib


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """A relay as the settings name it. `timeout` is in seconds, for each step of the conversation.

    `own_name` is the name by which we greet it; without one the machine's is looked up.
    """

    host: str
    port: int
    own_name: str | None = None
    use_tls: bool = False
    """TLS from the first byte; else the connection is lifted to TLS by STARTTLS, as `needs_tls` says."""
    username: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    timeout: float = 30.0

    @property
    def is_near(self) -> bool:
        """Whether it is on this machine: nobody listens in, and its certificate is mostly one that it made itself."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def needs_tls(self) -> bool | None:
        """True: no letter without STARTTLS, for a password travels; None: where the relay offers it; False: never."""
        if self.use_tls or self.is_near:
            return False
        return True if self.username else None

    @property
    def checks_certificate(self) -> bool:
        """Whether an unknown certificate ends it; where clear text would do, it may as well be encrypted to anybody."""
        return self.use_tls or self.needs_tls is True

    async def connected(self) -> aiosmtplib.SMTP:
        """Return an open connection, signed in where there is a name; raises SMTPException or OSError."""
        client = aiosmtplib.SMTP(
            hostname=self.host, port=self.port, local_hostname=self.own_name, timeout=self.timeout,
            use_tls=self.use_tls, start_tls=self.needs_tls, validate_certs=self.checks_certificate,
            username=self.username, password=self.password,
        )  # fmt: skip
        await client.connect()
        return client


async def farewell(client: aiosmtplib.SMTP) -> None:
    """Say goodbye where there is still somebody to hear it."""
    if client.is_connected:
        with contextlib.suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()
