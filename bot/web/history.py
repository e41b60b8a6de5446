"""One person's page for the secretariat: who they are, what they stand for, and all that happened, newest first."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.office import HOME, secretary
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from core.usecases.privacy.history import PAGES, person_page
from core.usecases.privacy.unsubscribe import Sort, take_up_own
from templates.history import person_screen

HERE = f"{HOME}/people"


class HistoryRoom:
    """Pages to read; the one act is to take up one's own digest again."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where people's histories are read."""
        return [
            Route(f"{HERE}/{{id}}", self.show, methods=["GET"]),
            Route(f"{HERE}/{{id}}", self.act, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show one page of a person's history."""
        async with self._service.store.look() as work:
            visitor, reader = await secretary(self._service, work, request)
            number = _page_number(request.query_params.get("page", ""))
            shown = await person_page(self._service.desk, work, request.path_params["id"], number)
        if shown is None:
            raise Refused(Why.NOT_FOUND)
        html = person_screen(visitor.frame(f"{HERE}/{shown.person.id}"), shown, is_own=shown.person.id == reader.id)
        return visitor.remembered(HTMLResponse(html))

    async def act(self, request: Request) -> Response:
        """Send the reader their own digest again; what others asked to have stopped stays theirs to take up."""
        form = await read_form(request)
        async with self._service.store.work() as work:
            visitor, reader = await secretary(self._service, work, request)
            visitor.check(form)
            if form.get("act") != Sort.DIGEST or request.path_params["id"] != reader.id:
                raise Refused(Why.UNREADABLE)
            await take_up_own(self._service.desk, work, reader, Sort.DIGEST)
        return RedirectResponse(request.url.path, 303)


def _page_number(written: str) -> int:
    """Return the page that was asked for; the first where that is no sensible number."""
    is_number = written.isascii() and written.isdigit() and len(written) <= len(str(PAGES))
    return min(max(int(written), 1), PAGES) if is_number else 1
