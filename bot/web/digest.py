"""The secretariat's digest as a page: what the letter tells, every picture, and whether the letter brings the table."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.office import HOME, secretary
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from core.usecases.digesting.digest import digest_now
from core.usecases.digesting.table import wish_table
from templates.digest import digest_page

HERE = f"{HOME}/digest"
WISHES = {"want": True, "unwant": False}


class DigestRoom:
    """One page, drawn from how things stand now."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where the page is reached."""
        return [Route(HERE, self.show, methods=["GET"]), Route(HERE, self.wish, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """Tell what happened since the last digest but one, and draw every figure."""
        async with self._service.store.look() as work:
            visitor, person = await secretary(self._service, work, request)
            told = await digest_now(self._service.desk, work)
        done = request.query_params.get("done") in WISHES
        html = digest_page(visitor.frame(HERE), told, wants_table=person.digest_table_at is not None, done=done)
        return visitor.remembered(HTMLResponse(html))

    async def wish(self, request: Request) -> Response:
        """Note whether the letters of this reader bring the table."""
        form = await read_form(request)
        wanted = WISHES.get(form.get("act", ""))
        if wanted is None:
            raise Refused(Why.UNREADABLE)
        async with self._service.store.work() as work:
            visitor, person = await secretary(self._service, work, request)
            visitor.check(form)
            await wish_table(self._service.desk, work, person, wanted)
        return RedirectResponse(f"{HERE}?done={form['act']}", 303)
