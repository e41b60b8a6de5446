"""The server on loopback: HTTP in, HTTP out, and connections that end when a fault says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from tests.telegram.fake.api import Api
from tests.telegram.fake.chats import Json
from tests.telegram.fake.faults import Drops, Gate, Loses, Slow
from tests.telegram.fake.schema.refusals import Refused
from tests.telegram.fake.world import DROPPED, Call

HOST = "127.0.0.1"
T = TypeVar("T")


class Site:
    """The routes of the Bot API."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.connections: dict[tuple[str, int], asyncio.Transport] = {}
        self.closing = asyncio.Event()
        self.app = Starlette(
            routes=[
                Route("/file/bot{token}/{path:path}", self.file, methods=["GET"]),
                Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            ]
        )

    async def call(self, request: Request) -> Response:
        try:
            return await self._call(request, request.path_params["method"], await _form(request))
        except Exception as error:
            self._api.world.crashes.append(error)
            raise

    async def _call(self, request: Request, name: str, form: dict[str, Any]) -> Response:
        fate = self._api.fate(name)
        if isinstance(fate, Drops):
            self._api.world.heard(Call(name, form, DROPPED), violation=False)
            return await self._dropped(request)
        if isinstance(fate, Slow):
            await _first(asyncio.sleep(fate.seconds), self.closing.wait())
        if isinstance(fate, Gate):
            await _first(fate.opened(), self.closing.wait())
        answer = self._api.answer(request.path_params["token"], name, form, fate)
        if name == "getUpdates":
            answered = await _first(answer, _gone(request))
        else:
            answered = await answer
        if answered is None:
            return Response()
        return await self._dropped(request) if isinstance(fate, Loses) else _response(*answered)

    async def file(self, request: Request) -> Response:
        world, path = self._api.world, request.path_params["path"]
        try:
            self._api.check_token(request.path_params["token"])
        except Refused as refusal:
            world.heard(Call("file", {"path": path}, refusal.code, refusal.description), violation=True)
            return _response(refusal.code, refusal.body())
        found = [each for each in world.files.values() if each.path == path]
        if not found:
            return _response(404, Refused(404, "Not Found").body())
        return Response(found[0].data, media_type="application/octet-stream")

    async def _dropped(self, request: Request) -> Response:
        """End the connection; uvicorn sends nothing once it knows."""
        if request.client is not None:
            self.connections[request.client.host, request.client.port].abort()
        await _gone(request)
        return Response()


async def _gone(request: Request) -> None:
    """Return once the connection has ended."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _first(wanted: Coroutine[Any, Any, T], instead: Coroutine[Any, Any, Any]) -> T | None:
    """Return what is wanted, or None if the other thing comes first."""
    task, other = asyncio.create_task(wanted), asyncio.create_task(instead)
    await asyncio.wait({task, other}, return_when=asyncio.FIRST_COMPLETED)
    other.cancel()
    if task.done():
        return task.result()
    task.cancel()
    return None


def _response(code: int, body: Json) -> Response:
    """Return the answer; a 502 comes from a gateway that knows no JSON."""
    return HTMLResponse("<h1>502 Bad Gateway</h1>", code) if code == 502 else JSONResponse(body, code)


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
    site = Site(api)

    class Connection(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
            super().connection_made(transport)
            site.connections[transport.get_extra_info("peername")] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            site.connections.pop(self.transport.get_extra_info("peername"), None)
            super().connection_lost(exc)

    config = Config(site.app, http=Connection, lifespan="off", log_config=None, access_log=False, proxy_headers=False)
    config.load()
    state, loop = ServerState(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(config, state, {}, loop), HOST, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        site.closing.set()
        for transport in list(site.connections.values()):
            transport.abort()
        if state.tasks:
            await asyncio.wait(state.tasks)
