"""The chat as pages: GET draws the moment, POST is one event, and a pulse tells an open page of what happened."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from bot.web.visitors import signed_out, visitor_of
from core.dialogue.events import Event, Tap, Text
from core.dialogue.places.erasing import ERASED
from core.dialogue.screen import Screen
from core.usecases.converse import converse, look
from templates.pages import chat_page

CHANNEL = "web"
HERE = "/chat"
_LONGEST_REVISION = 9
_NO_REVISION = -1
"""A revision that no screen has: what carries it is old."""


class Chat:
    """The conversation of the person signed in."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where the chat is reached."""
        return [
            Route(HERE, self.show, methods=["GET"]),
            Route(HERE, self.hear, methods=["POST"]),
            Route(f"{HERE}/pulse", self.pulse, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """Draw the screen of this moment; changes nothing."""
        async with self._service.store.look() as work:
            visitor = await visitor_of(self._service, work, request)
            if visitor.person is None:
                return RedirectResponse("/", 303)
            screen = await look(self._service.desk, work, visitor.person.id, CHANNEL)
        frame = visitor.frame(HERE, language=screen.language)
        return visitor.remembered(HTMLResponse(chat_page(frame, screen, mark_of(screen))))

    async def hear(self, request: Request) -> Response:
        """Take one event and lead back to the page, so that loading it again repeats nothing."""
        form = await read_form(request)
        async with self._service.store.work() as work:
            visitor = await visitor_of(self._service, work, request)
            if visitor.person is None:
                raise Refused(Why.SIGNED_OUT, kept=form.get("text", ""))
            visitor.check(form, kept=form.get("text", ""))
            event = event_of(form)
            screen = await converse(self._service.desk, work, visitor.person.id, CHANNEL, event)
        if screen.place == ERASED:
            return signed_out(RedirectResponse("/?after=erased", 303), self._service)
        return RedirectResponse(HERE + _spot(screen, event), 303)

    async def pulse(self, request: Request) -> Response:
        """Tell what the page would show now, as a mark to compare with."""
        async with self._service.store.look() as work:
            visitor = await visitor_of(self._service, work, request)
            if visitor.person is None:
                return JSONResponse({"mark": None}, 401)
            screen = await look(self._service.desk, work, visitor.person.id, CHANNEL)
        return JSONResponse({"mark": mark_of(screen)})


def event_of(form: Mapping[str, str]) -> Event:
    """Return what a form means: a tap where a button of the screen was pressed, else the words typed."""
    written = form.get("revision", "")
    is_number = written.isascii() and written.isdigit() and len(written) <= _LONGEST_REVISION
    revision = int(written) if is_number else _NO_REVISION
    if "tap" in form:
        verb, _, argument = form["tap"].partition("|")
        return Tap(verb, argument, revision)
    return Text(form.get("text", ""), revision)


def mark_of(screen: Screen) -> str:
    """Return a short mark that differs where the screen does."""
    return hashlib.sha256(repr(screen).encode()).hexdigest()[:16]


def _spot(screen: Screen, event: Event) -> str:
    """Return where on the page to go on: a box that was just ticked keeps the keyboard's place."""
    if not isinstance(event, Tap) or event.verb != "toggle":
        return ""
    same = (n for n, item in enumerate(screen.actions) if (item.verb, item.argument) == (event.verb, event.argument))
    position = next(same, None)
    return "" if position is None else f"#t{position}"
