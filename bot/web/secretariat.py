"""The secretariat's rooms: proposals and people to read, letters to send again, addresses to mend, a table to take."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.office import HOME, secretary
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from bot.web.visitors import Visitor
from core.dialogue.screen import Phrase
from core.model.records import Person, ProposalState
from core.ports import ProposalFilter, UnitOfWork
from core.usecases import secretariat
from templates.secretariat import overview_page, people_page, reading_page, table_file

FILTERS = ("state", "session_type", "topic", "text")
LONGEST_FILTER = 200
DONE = ("resend", "address", "session", "session_cancel", "hold", "release", "note", "note_back")


class Secretariat:
    """Pages for the addresses that the settings name."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where the secretariat's pages are reached."""
        return [
            Route(HOME, self.overview, methods=["GET"]),
            Route(f"{HOME}/people", self.people, methods=["GET"]),
            Route(f"{HOME}/table.csv", self.table, methods=["GET"]),
            Route(f"{HOME}/proposals/{{id}}", self.reading, methods=["GET"]),
            Route(f"{HOME}/proposals/{{id}}", self.act, methods=["POST"]),
        ]

    async def overview(self, request: Request) -> Response:
        """List the proposals that were asked for."""
        wanted = _filter(request.query_params)
        async with self._service.store.look() as work:
            visitor, _ = await secretary(self._service, work, request)
            rows = await secretariat.overview(self._service.desk, work, wanted)
            unread = len(await secretariat.unread_letters(work))
        return _page(visitor, overview_page(visitor.frame(HOME), rows, wanted, _query(wanted), unread))

    async def people(self, request: Request) -> Response:
        """List the people who were asked for."""
        text = request.query_params.get("text", "")[:LONGEST_FILTER]
        async with self._service.store.look() as work:
            visitor, _ = await secretary(self._service, work, request)
            rows = await secretariat.people(self._service.desk, work, text)
        return _page(visitor, people_page(visitor.frame(f"{HOME}/people"), rows, text))

    async def table(self, request: Request) -> Response:
        """Give the proposals that were asked for as a table for spreadsheets."""
        desk = self._service.desk
        async with self._service.store.look() as work:
            visitor, _ = await secretary(self._service, work, request)
            columns, rows = await secretariat.csv_table(desk, work, _filter(request.query_params))
        name, file = table_file(desk.call, visitor.language, columns, rows)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(file, media_type="text/csv; charset=utf-8", headers=headers)

    async def reading(self, request: Request) -> Response:
        """Show one proposal."""
        done = request.query_params.get("done")
        async with self._service.store.look() as work:
            visitor, _ = await secretary(self._service, work, request)
            html = await self._reading(work, visitor, request, done=done if done in DONE else None)
        return _page(visitor, html)

    async def act(self, request: Request) -> Response:
        """Write to a participant again, or correct an address."""
        form = await read_form(request)
        async with self._service.store.work() as work:
            visitor, person = await secretary(self._service, work, request)
            visitor.check(form)
            problem = await self._acted(work, person, form)
            if problem is not None:
                return _page(visitor, await self._reading(work, visitor, request, problem=problem), 422)
        return RedirectResponse(f"{request.url.path}?{urlencode({'done': form['act']})}", 303)

    async def _acted(self, work: UnitOfWork, by: Person, form: Mapping[str, str]) -> Phrase | None:
        participation, desk = form.get("participation", ""), self._service.desk
        match form.get("act"):
            case "resend":
                return await secretariat.resend(desk, work, participation, by)
            case "address":
                return await secretariat.correct_address(desk, work, participation, form.get("address", ""), by)
            case _:
                raise Refused(Why.UNREADABLE)

    async def _reading(
        self,
        work: UnitOfWork,
        visitor: Visitor,
        request: Request,
        *,
        done: str | None = None,
        problem: Phrase | None = None,
    ) -> str:
        shown = await secretariat.proposal_page(self._service.desk, work, request.path_params["id"])
        if shown is None:
            raise Refused(Why.NOT_FOUND)
        return reading_page(visitor.frame(f"{HOME}/proposals"), shown, done=done, problem=problem)


def _filter(query: Mapping[str, str]) -> ProposalFilter:
    """Return the filter in a query; a blank or overlong one means any, and so does a state that there is not."""
    given = {key: query.get(key, "").strip() for key in FILTERS}
    if given["state"] not in set(ProposalState):
        given["state"] = ""
    return ProposalFilter(**{key: value for key, value in given.items() if 0 < len(value) <= LONGEST_FILTER})


def _query(wanted: ProposalFilter) -> str:
    given = {key: getattr(wanted, key) for key in FILTERS}
    query = urlencode({key: value for key, value in given.items() if value})
    return f"?{query}" if query else ""


def _page(visitor: Visitor, html: str, status: int = 200) -> Response:
    return visitor.remembered(HTMLResponse(html, status))
