"""The mailboxes of the rest of the world, in a thread of their own: what comes between two tests finds them open too.

A Postfix that once finds its next hop closed leaves it alone for minutes.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.smtp import SMTP, Envelope, Session

from convoca.example.mailbox import Mailbox

NOBODY = "nadie"
PATIENCE_SECONDS = 60


class World(Mailbox):
    """Takes letters to everybody but `nadie`, who is nowhere."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith(f"{NOBODY}@"):
            return "550 5.1.1 The email account that you tried to reach does not exist"
        envelope.rcpt_tos.append(address)
        return "250 OK"


@contextmanager
def receiving(host: str, port: int) -> Iterator[World]:
    """Take letters while the block is open."""
    world, is_open, is_over = World(), threading.Event(), threading.Event()

    async def receive() -> None:
        await world.open(host, port)
        is_open.set()
        await asyncio.to_thread(is_over.wait)
        await world.close()

    thread = threading.Thread(target=asyncio.run, args=(receive(),))
    thread.start()
    try:
        assert is_open.wait(PATIENCE_SECONDS)
        yield world
    finally:
        is_over.set()
        thread.join()
