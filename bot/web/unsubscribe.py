"""The link that ends letters: GET shows, and POST acts at once, for mail programs press it on their own (RFC 8058).

Whoever holds the link holds the letter: neither a cookie nor a page of ours is asked for, and nothing is redirected.
"""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.web.languages import language_of
from bot.web.service import Service
from core.usecases.privacy.unsubscribe import Subscription, stop, subscription, take_up
from templates.pages import Frame, page

LARGEST = 10_000
"""Bytes of a request that are read: what mail programs send, in either form, is under two hundred."""


class UnsubscribeRoom:
    """One sort of letters of one person, ended and taken up again by a link of theirs."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where letters are ended."""
        return [
            Route("/u/{token}", self.show, methods=["GET"]),
            Route("/u/{token}", self.act, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show what can be ended; changes nothing, whoever opens it."""
        async with self._service.store.look() as work:
            found = await subscription(self._service.desk, work, request.path_params["token"])
        return self._page(request, found)

    async def act(self, request: Request) -> Response:
        """End it; only our own page's other button takes it up again."""
        again = "take_up" in parse_qs((await _sent(request)).decode("latin-1")).get("act", [])
        async with self._service.store.work() as work:
            found = await (take_up if again else stop)(self._service.desk, work, request.path_params["token"])
        return self._page(request, found)

    def _page(self, request: Request, found: Subscription | None) -> Response:
        asked = request.query_params.get("lang", "")
        if found is None:
            language = language_of(self._service, request)
        else:
            language = asked if asked in self._service.languages else found.person.language
        frame = Frame(call=self._service.desk.call, language=language, here=request.url.path, switches=True)
        return HTMLResponse(page("unsubscribe.html", frame, found=found), 200 if found else 410)


async def _sent(request: Request) -> bytes:
    """Return what was sent, up to a bound; the rest is taken in and thrown away."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk[: LARGEST - len(body)]
    return bytes(body)
