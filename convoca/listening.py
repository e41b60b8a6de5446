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
    bound = _bound(host, port)
    serving = server(app, host, port)
    serving.capture_signals = _no_signals  # type: ignore[method-assign]  # signals are the command's business
    task = asyncio.create_task(serving.serve(sockets=[bound]), name="web")
    try:
        yield bound.getsockname()[1]
    finally:
        serving.should_exit = True
        await task


def _bound(host: str, port: int) -> socket.socket:
    """Return a listening socket. It names TCP: only then does asyncio send small answers without waiting (40 ms)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(QUEUE)
    except OSError:
        bound.close()
        raise
    return bound


@contextlib.contextmanager
def _no_signals() -> Iterator[None]:
    yield
