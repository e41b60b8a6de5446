"""Serving pages inside our own event loop, on a socket that is bound before anybody is told that we are ready."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from starlette.types import ASGIApp

from bot.web.server import server

QUEUE = 2048


@asynccontextmanager
async def listening(app: ASGIApp, host: str, port: int) -> AsyncIterator[int]:
    """Serve an application while the block is open; yields the port. Raises OSError where the place is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.create_server((host, port), family=family, backlog=QUEUE)
    serving = server(app, host, port)
    serving.capture_signals = _no_signals  # type: ignore[method-assign]  # signals are the command's business
    task = asyncio.create_task(serving.serve(sockets=[bound]), name="web")
    try:
        yield bound.getsockname()[1]
    finally:
        serving.should_exit = True
        await task


@contextlib.contextmanager
def _no_signals() -> Iterator[None]:
    yield
