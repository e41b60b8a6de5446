"""The secretariat gives sessions their dates, in a form on each proposal's page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.office import HOME, secretary
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from core.dialogue.screen import Phrase
from core.model.records import Person
from core.ports import UnitOfWork
from core.usecases import secretariat
from core.usecases.scheduling.reading import read_slot
from core.usecases.scheduling.schedule import UNDATED, call_off, schedule
from templates.secretariat import reading_page


class Scheduling:
    """One session's date."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where dates are set."""
        return [Route(f"{HOME}/proposals/{{id}}/session", self.act, methods=["POST"])]

    async def act(self, request: Request) -> Response:
        """Set, move or cancel a date; what can't be done is said above the form, with what was typed."""
        form, proposal_id = await read_form(request), request.path_params["id"]
        async with self._service.store.work() as work:
            visitor, person = await secretary(self._service, work, request)
            visitor.check(form)
            problem = await self._acted(work, person, proposal_id, form)
            if problem is not None:
                shown = await secretariat.proposal_page(self._service.desk, work, proposal_id)
                if shown is None:
                    raise Refused(Why.NOT_FOUND)
                page = reading_page(visitor.frame(f"{HOME}/proposals"), shown, problem=problem, typed=form)
                return visitor.remembered(HTMLResponse(page, 422))
        return RedirectResponse(f"{HOME}/proposals/{proposal_id}?{urlencode({'done': form['act']})}", 303)

    async def _acted(self, work: UnitOfWork, by: Person, proposal_id: str, form: Mapping[str, str]) -> Phrase | None:
        desk, seen = self._service.desk, _seen(form)
        match form.get("act"):
            case "session":
                wanted = read_slot(desk.call, form)
                if isinstance(wanted, Phrase):
                    return wanted
                return await schedule(desk, work, proposal_id, wanted, by, seen=seen)
            case "session_cancel":
                return await call_off(desk, work, proposal_id, by, seen=seen)
            case _:
                raise Refused(Why.UNREADABLE)


def _seen(form: Mapping[str, str]) -> int:
    written = form.get("seen", "")
    return int(written) if re.fullmatch(r"\d{1,9}", written, re.ASCII) else UNDATED
