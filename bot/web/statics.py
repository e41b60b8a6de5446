"""Files that pages load, and the sign that the service is alive."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.refusals import Refused, Why
from bot.web.service import Service
from templates.assets import ASSET_FOLDER, asset

_FOR_EVER = "public, max-age=31536000, immutable"


class Statics:
    """Packaged files and health."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where they are reached."""
        return [
            Route(ASSET_FOLDER + "/{mark}/{name}", self.file, methods=["GET"]),
            Route("/health", self.health, methods=["GET"]),
        ]

    async def file(self, request: Request) -> Response:
        """Return a packaged file; its path holds a mark of its bytes, so it never changes under it."""
        found = asset(request.path_params["name"])
        if found is None or found.mark != request.path_params["mark"]:
            raise Refused(Why.NOT_FOUND)
        return Response(found.body, media_type=found.media_type, headers={"Cache-Control": _FOR_EVER})

    async def health(self, request: Request) -> Response:
        """Say that pages are served and the database can be read."""
        async with self._service.store.look() as work:
            await work.ledger.known("health")
        return JSONResponse({"status": "ok"})
