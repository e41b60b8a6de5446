"""On a proposal's page the secretariat holds it, releases it, and keeps notes."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.office import HOME, secretary
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from core.usecases import secretariat
from core.usecases.ordering import on_the_page
from templates.secretariat import reading_page

ACTS = {
    "hold": on_the_page.hold_here,
    "release": on_the_page.release_here,
    "note": on_the_page.note_here,
    "note_back": on_the_page.take_back_here,
}


class Holding:
    """One act a form."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where it is done."""
        return [Route(f"{HOME}/proposals/{{id}}/office", self.act, methods=["POST"])]

    async def act(self, request: Request) -> Response:
        """Do it; what can't be done is said above the page."""
        form, proposal_id = await read_form(request), request.path_params["id"]
        act, desk = ACTS.get(form.get("act", "")), self._service.desk
        if act is None:
            raise Refused(Why.UNREADABLE)
        async with self._service.store.work() as work:
            visitor, person = await secretary(self._service, work, request)
            visitor.check(form)
            problem = await act(desk, work, proposal_id, person, form.get("note", ""))
            if problem is not None:
                shown = await secretariat.proposal_page(desk, work, proposal_id)
                if shown is None:
                    raise Refused(Why.NOT_FOUND)
                page = reading_page(visitor.frame(f"{HOME}/proposals"), shown, problem=problem)
                return visitor.remembered(HTMLResponse(page, 422))
        return RedirectResponse(f"{HOME}/proposals/{proposal_id}?{urlencode({'done': form['act']})}", 303)
