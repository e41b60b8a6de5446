"""Coming in and going out: a link by mail, whose page signs in on a press, for scanners open links."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.service import Service
from bot.web.visitors import Visitor, signed_in, signed_out, visitor_of
from core.dialogue.screen import Phrase
from core.rules.links import place_of
from core.usecases.entering import sign_in
from templates.pages import page

_NOTES = {"left": "web.entry.left", "gone": "web.entry.gone", "erased": "privacy.erased.note"}
_LONGEST_SHOWN = 254
"""Characters of an address that are shown again: the longest that can be one."""


class Entering:
    """The way in and out."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where signing in and out are reached."""
        return [
            Route("/", self.front, methods=["GET"]),
            Route("/enter", self.front, methods=["GET"]),
            Route("/enter", self.ask, methods=["POST"]),
            Route("/enter/{token}", self.door, methods=["GET"]),
            Route("/enter/{token}", self.enter, methods=["POST"]),
            Route("/leave", self.leave, methods=["POST"]),
        ]

    async def front(self, request: Request) -> Response:
        """Show the form that asks for a link; whoever is signed in goes to the chat."""
        async with self._service.store.look() as work:
            visitor = await visitor_of(self._service, work, request)
        if visitor.person is not None:
            return RedirectResponse("/chat", 303)
        return _form(visitor, note=_NOTES.get(request.query_params.get("after", "")))

    async def ask(self, request: Request) -> Response:
        """Have a link sent; the answer never tells whether the address was known."""
        form = await read_form(request)
        address = form.get("address", "")
        async with self._service.store.work() as work:
            visitor = await visitor_of(self._service, work, request)
            visitor.check(form)
            place = place_of(request.client.host if request.client else "")
            problem = await sign_in.ask_for_link(self._service.desk, work, address, visitor.language, client=place)
        if problem is not None:
            return _form(visitor, problem=problem, address=address[:_LONGEST_SHOWN])
        return HTMLResponse(page("asked.html", visitor.frame("/"), address=address.strip()[:_LONGEST_SHOWN]))

    async def door(self, request: Request) -> Response:
        """Show the button that signs in; opening the page does nothing."""
        async with self._service.store.look() as work:
            visitor = await visitor_of(self._service, work, request)
            is_good = await sign_in.link_is_good(self._service.desk, work, request.path_params["token"])
        if not is_good:
            return RedirectResponse("/?after=gone", 303)
        frame = visitor.frame(request.url.path, switches=True)
        return visitor.remembered(HTMLResponse(page("door.html", frame)))

    async def enter(self, request: Request) -> Response:
        """Sign in, once."""
        form = await read_form(request)
        async with self._service.store.work() as work:
            visitor = await visitor_of(self._service, work, request)
            visitor.check(form)
            secret = await sign_in.sign_in(self._service.desk, work, request.path_params["token"])
            person = await sign_in.who(self._service.desk, work, secret) if secret else None
        if secret is None or person is None:
            return RedirectResponse("/?after=gone", 303)
        home = "/secretariat" if sign_in.is_secretary(self._service.desk, person) else "/chat"
        return signed_in(RedirectResponse(home, 303), self._service, secret)

    async def leave(self, request: Request) -> Response:
        """End the session."""
        form = await read_form(request)
        async with self._service.store.work() as work:
            visitor = await visitor_of(self._service, work, request)
            if visitor.secret is not None:
                visitor.check(form)
                await sign_in.sign_out(self._service.desk, work, visitor.secret)
        return signed_out(RedirectResponse("/?after=left", 303), self._service)


def _form(visitor: Visitor, *, note: str | None = None, problem: Phrase | None = None, address: str = "") -> Response:
    frame = visitor.frame("/", switches=True)
    html = page("entry.html", frame, note=note, problem=problem, address=address)
    return visitor.remembered(HTMLResponse(html, 422 if problem else 200))
