"""Going on in Telegram: a link that names whom the chat is for; the chat then proves the address by itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from bot.web.visitors import visitor_of
from core.usecases.entering.arriving import link_for
from templates.pages import page

HERE = "/telegram/link"


class MessengerRoom:
    """The page that leads to the bot."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where a link is asked for."""
        return [Route(HERE, self.lead, methods=["POST"])]

    async def lead(self, request: Request) -> Response:
        """Make a one-time link for the person signed in, and show it."""
        form = await read_form(request)
        async with self._service.store.work() as work:
            visitor = await visitor_of(self._service, work, request)
            visitor.check(form)
            if visitor.person is None:
                raise Refused(Why.SIGNED_OUT)
            name = self._service.settings.bot_name()
            if not name:
                return RedirectResponse("/chat", 303)
            token = await link_for(self._service.desk, work, visitor.person)
        link = f"https://t.me/{name}?start={token}"
        return HTMLResponse(page("messenger.html", visitor.frame(HERE), link=link, name=name))
