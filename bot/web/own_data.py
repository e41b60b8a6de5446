"""Everything that is kept about the person signed in, as two files to take along."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.service import Service
from bot.web.visitors import visitor_of
from core.usecases.privacy.own_data import Form, own_data
from templates.own_data import page

HERE = "/chat/data"
_TYPES = {Form.HTML: "text/html", Form.JSON: "application/json"}


class OwnDataRoom:
    """The two files; each is gathered when it is asked for, and kept nowhere."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where the files are fetched."""
        return [
            Route(f"{HERE}.html", self.to_read, methods=["GET"]),
            Route(f"{HERE}.json", self.to_use, methods=["GET"]),
        ]

    async def to_read(self, request: Request) -> Response:
        """Give the page to read."""
        return await self._file(request, Form.HTML)

    async def to_use(self, request: Request) -> Response:
        """Give the same for other programs."""
        return await self._file(request, Form.JSON)

    async def _file(self, request: Request, form: Form) -> Response:
        desk = self._service.desk
        async with self._service.store.look() as work:
            visitor = await visitor_of(self._service, work, request)
            data = await own_data(desk, work, visitor.person.id) if visitor.person else None
        if data is None:
            return RedirectResponse("/", 303)
        content = data.to_json() if form is Form.JSON else page(data, visitor.language, desk.call)
        name = f"{desk.call.id}-{data.made_at:%Y-%m-%d}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(content, media_type=f"{_TYPES[form]}; charset=utf-8", headers=headers)
