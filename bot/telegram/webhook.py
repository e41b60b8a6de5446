"""The way in for a webhook: the secret compared in constant time, stored and committed before `200`."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.telegram.storing import stored_of
from core.ports import Clock, Store

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
LARGEST = 1024 * 1024


class Webhook:
    """One route; `stored` is called after every commit."""

    def __init__(self, store: Store, clock: Clock, secret: str, *, stored: Callable[[], None]) -> None:
        self._store, self._clock, self._secret, self._stored = store, clock, secret, stored

    def route(self) -> Route:
        """Return where Telegram delivers."""
        return Route(PATH, self.take, methods=["POST"])

    async def take(self, request: Request) -> Response:
        """Store what came; anything but our own Telegram is refused without a word."""
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return Response(status_code=403)
        if int(request.headers.get("content-length") or 0) > LARGEST:
            return Response(status_code=413)
        try:
            raw = json.loads(await request.body())
            update = stored_of(raw, self._clock.now())
        except (ValueError, AttributeError, RecursionError):
            return Response(status_code=400)
        async with self._store.work() as work:
            await work.updates.add([update])
        self._stored()
        return Response(status_code=200)
