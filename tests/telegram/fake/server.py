"""The server on loopback: HTTP in, HTTP out, and connections that end when a fault says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.telegram.fake.api import Api
from tests.telegram.fake.faults import Drops, Gate, Loses, Slow
from tests.telegram.fake.refusals import Refused
from tests.telegram.fake.world import DROPPED, Call

HOST = "127.0.0.1"
Connections = dict[tuple[str, int], asyncio.Transport]


class Site:
    """The routes of the Bot API."""

    def __init__(self, api: Api, connections: Connections) -> None:
        self._api, self._connections = api, connections
        self.app = Starlette(
            routes=[
                Route("/file/bot{token}/{path:path}", self.file, methods=["GET"]),
                Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            ]
        )

    async def call(self, request: Request) -> Response:
        name, form = request.path_params["method"], await _form(request)
        fate = self._api.fate(name)
        if isinstance(fate, Drops):
            self._api.world.heard(Call(name, dict(form), DROPPED), violation=False)
            return await self._dropped(request)
        if isinstance(fate, Slow):
            await asyncio.sleep(fate.seconds)
        if isinstance(fate, Gate):
            await fate.pass_through()
        code, body = await self._api.answer(request.path_params["token"], name, form, fate)
        if isinstance(fate, Loses):
            return await self._dropped(request)
        return JSONResponse(body, code)

    async def file(self, request: Request) -> Response:
        world = self._api.world
        try:
            self._api.check_token(request.path_params["token"])
        except Refused as refusal:
            return JSONResponse(refusal.body(), refusal.code)
        found = [each for each in world.files.values() if each.path == request.path_params["path"]]
        if not found:
            return JSONResponse(Refused(404, "Not Found").body(), 404)
        return Response(found[0].data, media_type="application/octet-stream")

    async def _dropped(self, request: Request) -> Response:
        """End the connection; uvicorn sends nothing once it knows."""
        if request.client is not None:
            self._connections[request.client.host, request.client.port].abort()
        while (await request.receive())["type"] != "http.disconnect":
            pass
        return Response()


async def _form(request: Request) -> dict[str, Any]:
    """Return the fields as text, and a file as its name and bytes."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        fields = parse_qsl((await request.body()).decode(), keep_blank_values=True)
        return {**request.query_params, **dict(fields)}
    async with request.form(max_part_size=2**20) as form:
        return {
            name: (value.filename or "", await value.read()) if isinstance(value, UploadFile) else value
            for name, value in form.items()
        }


@asynccontextmanager
async def listening(api: Api) -> AsyncIterator[int]:
    """Serve in this event loop; yields the port."""
    connections: Connections = {}

    class Connection(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
            super().connection_made(transport)
            connections[transport.get_extra_info("peername")] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            connections.pop(self.transport.get_extra_info("peername"), None)
            super().connection_lost(exc)

    config = Config(
        Site(api, connections).app,
        http=Connection,
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
    )
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(config, state, {}, loop), HOST, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for transport in list(connections.values()):
            transport.abort()
        if state.tasks:
            await asyncio.wait(state.tasks)
