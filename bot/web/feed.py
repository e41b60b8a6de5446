"""The calendar: a page that offers it, everybody's, and one's own by a link; programs subscribe and ask again."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.languages import language_of
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from bot.web.visitors import Visitor, visitor_of
from core.call.definition import Moment
from core.dialogue.effects import CalendarLink
from core.dialogue.screen import Phrase
from core.rules.calendar.clocks import zone_by
from core.rules.calendar.feed import Audience
from core.rules.calendar.order import by_time
from core.usecases.calendar.feed import Feed, own_feed, public_feed
from core.usecases.calendar.links import act_on_link, standing_link
from templates.feed import MEDIA_TYPE, calendar_bytes, gone_bytes
from templates.pages import Frame, page
from templates.words import Words

HERE = "/calendar"
CHANNEL = "page"


class FeedRoom:
    """Calendars of the call."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where calendars are offered and fetched."""
        return [
            Route(HERE, self.show, methods=["GET"]),
            Route(HERE, self.act, methods=["POST"]),
            Route(f"{HERE}.ics", self.everybodys, methods=["GET"]),
            Route(HERE + "/{token}.ics", self.own, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show the dates, and how to subscribe to them; '?done=' is what was just done about the own link."""
        desk = self._service.desk
        async with self._service.store.look() as work:
            visitor = await visitor_of(self._service, work, request)
            token = await standing_link(desk, work, visitor.person, desk.clock.now()) if visitor.person else None
        return visitor.remembered(self._page(visitor, token, request.query_params.get("done", "")))

    async def act(self, request: Request) -> Response:
        """Make, change or end the link to the own calendar of whoever is signed in; a reload repeats nothing."""
        form = await read_form(request)
        if form.get("act") not in set(CalendarLink):
            raise Refused(Why.UNREADABLE)
        act = CalendarLink(form["act"])
        desk = self._service.desk
        async with self._service.store.work() as work:
            visitor = await visitor_of(self._service, work, request)
            visitor.check(form)
            if visitor.person is None:
                raise Refused(Why.SIGNED_OUT)
            await act_on_link(desk, work, visitor.person, act, desk.clock.now(), channel=CHANNEL)
        return RedirectResponse(f"{HERE}?done={act}", 303)

    async def everybodys(self, request: Request) -> Response:
        """Return the call's dates; '?for=' chooses whose, '?lang=' the words."""
        asked = request.query_params.get("for", Audience.EVERYBODY)
        if asked not in set(Audience):
            raise Refused(Why.NOT_FOUND)
        async with self._service.store.look() as work:
            feed = await public_feed(self._service.desk, work, Audience(asked))
        return self._calendar(request, feed)

    async def own(self, request: Request) -> Response:
        """Return somebody's own calendar; a link that opens nothing any more is gone for good, and says so."""
        desk = self._service.desk
        async with self._service.store.look() as work:
            feed = await own_feed(desk, work, request.path_params["token"], desk.clock.now())
        return self._calendar(request, feed) if feed else self._gone(request)

    def _gone(self, request: Request) -> Response:
        """Tell a person on a page, and a program by a calendar without events."""
        service, language = self._service, language_of(self._service, request)
        headers = {"Cache-Control": "no-store", "Vary": "Accept"}
        if "text/html" in request.headers.get("accept", ""):
            frame = Frame(call=service.desk.call, language=language, here=request.url.path, switches=True)
            return HTMLResponse(page("calendar_gone.html", frame), 410, headers)
        body = gone_bytes(service.desk.call, Words(language), home=f"{service.settings.public_url}{HERE}")
        return Response(body, 410, headers, MEDIA_TYPE)

    def _calendar(self, request: Request, feed: Feed) -> Response:
        call, person = self._service.desk.call, feed.person
        asked = request.query_params.get("lang", "")
        language = (
            asked if asked in self._service.languages else person.language if person else self._service.languages[0]
        )
        words = Words(language, zone_by(call, person) if person else None)
        url = self._service.settings.public_url
        host = urlsplit(url).hostname or call.id
        body = calendar_bytes(call, feed.events, words, home=f"{url}{HERE}", host=host, own=person is not None)
        mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": mark, "Cache-Control": f"{'private' if person else 'public'}, no-cache"}
        if mark in (item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")):
            return Response(status_code=304, headers=headers)
        headers["Content-Disposition"] = f'inline; filename="{call.id}.ics"'
        return Response(body, media_type=MEDIA_TYPE, headers=headers)

    def _page(self, visitor: Visitor, token: str | None, done: str) -> HTMLResponse:
        links = [(key, *self._links(f".ics?lang={visitor.language}&for={key}")) for key in Audience]
        own = self._links(f"/{token}.ics") if token else None
        dates = [(Phrase(local=moment.name), _told(moment)) for moment in by_time(self._service.desk.call)]
        frame = visitor.frame(HERE, switches=True)
        just = done if visitor.person and done in set(CalendarLink) else None
        return HTMLResponse(page("calendar.html", frame, links=links, own=own, dates=dates, just=just))

    def _links(self, end: str) -> tuple[str, str]:
        """Return the link that a calendar opens by itself, and the one to copy into any."""
        url = f"{self._service.settings.public_url}{HERE}{end}"
        return f"webcal://{url.partition('://')[2]}", url


def _told(moment: Moment) -> Phrase:
    return Phrase("chat.value.told", {"value": moment}) if moment.at else Phrase("chat.deadlines.unknown")
