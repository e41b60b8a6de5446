"""Letters that nobody could read: the secretariat looks at them, has them read once more, or sees to them itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.forms import read_form
from bot.web.office import HOME, secretary
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from bot.web.visitors import Visitor
from core.ports import UnitOfWork
from core.usecases.letters import unread
from templates.unread import letter_page, letters_page

HERE = f"{HOME}/letters"
ACTS = {"again": unread.read_again, "settled": unread.settle}


class Unread:
    """The list, and one letter at a time."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where the letters are reached."""
        return [
            Route(HERE, self.list, methods=["GET"]),
            Route(HERE, self.act, methods=["POST"]),
            Route(f"{HERE}/{{id}}", self.letter, methods=["GET"]),
        ]

    async def list(self, request: Request) -> Response:
        """List them, the oldest first."""
        done = request.query_params.get("done", "")
        async with self._service.store.look() as work:
            visitor, _ = await secretary(self._service, work, request)
            return await self._listed(work, visitor, done=done if done in ACTS else None)

    async def letter(self, request: Request) -> Response:
        """Show what can be seen of one."""
        letter_id = request.path_params["id"]
        async with self._service.store.look() as work:
            visitor, _ = await secretary(self._service, work, request)
            shown = await unread.opened(work, letter_id)
        if shown is None:
            raise Refused(Why.NOT_FOUND)
        return visitor.remembered(HTMLResponse(letter_page(visitor.frame(HERE), letter_id, shown)))

    async def act(self, request: Request) -> Response:
        """Have one read once more, or note that somebody has seen to it; where somebody did before, say so."""
        form = await read_form(request)
        act = ACTS.get(form.get("act", ""))
        if act is None:
            raise Refused(Why.UNREADABLE)
        async with self._service.store.work() as work:
            visitor, person = await secretary(self._service, work, request)
            visitor.check(form)
            if not await act(self._service.desk, work, form.get("letter", ""), person):
                return await self._listed(work, visitor, is_late=True)
        return RedirectResponse(f"{HERE}?done={form['act']}", 303)

    async def _listed(
        self, work: UnitOfWork, visitor: Visitor, *, done: str | None = None, is_late: bool = False
    ) -> Response:
        html = letters_page(visitor.frame(HERE), await unread.unread(work), done=done, is_late=is_late)
        return visitor.remembered(HTMLResponse(html, 422 if is_late else 200))
