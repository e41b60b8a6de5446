"""Letters to many: typed, looked at exactly as they will leave, held, and then released or thrown away."""

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
from core.model.batch import Audience, Batch
from core.model.records import Person
from core.model.words import LANGUAGES
from core.ports import UnitOfWork
from core.usecases.bulk import acts, view
from templates.bulk import Typed, batch_screen, sample, writing_screen

HERE = f"{HOME}/write"
ACTS = {"try": acts.try_out, "hold": acts.hold, "release": acts.release, "discard": acts.discard}
_LETTER = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
_WITH_LETTER = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class BulkRoom:
    """Pages for the secretariat; nothing leaves by opening one."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return where letters to many are written."""
        return [
            Route(HERE, self.write, methods=["GET"]),
            Route(HERE, self.begin, methods=["POST"]),
            Route(f"{HERE}/{{id}}", self.show, methods=["GET"]),
            Route(f"{HERE}/{{id}}", self.act, methods=["POST"]),
            Route(f"{HERE}/{{id}}/letter/{{language}}", self.letter, methods=["GET"]),
        ]

    async def write(self, request: Request) -> Response:
        """Show the form, filled from an earlier letter where one is named, and the last letters."""
        async with self._service.store.look() as work:
            visitor, _ = await secretary(self._service, work, request)
            earlier = await view.batch_of(self._service.desk, work, request.query_params.get("from", ""))
            return await self._written(work, visitor, Typed.of(earlier) if earlier else Typed())

    async def begin(self, request: Request) -> Response:
        """Keep what was typed and lead to how it looks; where something is wrong with it, show it again."""
        form = await read_form(request)
        typed = _typed(form)
        async with self._service.store.work() as work:
            visitor, person = await secretary(self._service, work, request)
            visitor.check(form)
            texts = acts.texts_of(typed.words)
            if typed.audience is None:
                return await self._written(work, visitor, typed, Phrase("bulk.problem.audience"))
            if isinstance(texts, Phrase):
                return await self._written(work, visitor, typed, texts)
            batch = await acts.begin(self._service.desk, work, typed.audience, texts, person)
        return RedirectResponse(f"{HERE}/{batch.id}", 303)

    async def show(self, request: Request) -> Response:
        """Show one letter to many: how it looks, whom it reaches, where it stands."""
        done = request.query_params.get("done", "")
        async with self._service.store.look() as work:
            visitor, _ = await secretary(self._service, work, request)
            batch = await self._batch(work, request)
            return await self._shown(work, visitor, batch, done=done if done in ACTS else None)

    async def act(self, request: Request) -> Response:
        """Send it to the reader alone, hold it, release it, or throw it away."""
        form = await read_form(request)
        async with self._service.store.work() as work:
            visitor, person = await secretary(self._service, work, request)
            visitor.check(form)
            problem = await self._acted(work, await self._batch(work, request), form, person)
            if problem is not None:
                return await self._shown(work, visitor, await self._batch(work, request), problem=problem)
        return RedirectResponse(f"{request.url.path}?{urlencode({'done': form['act']})}", 303)

    async def letter(self, request: Request) -> Response:
        """Give the letter as mail programs show it, for the frame in its page; it runs and fetches nothing."""
        language = request.path_params["language"]
        async with self._service.store.look() as work:
            await secretary(self._service, work, request)
            batch = await self._batch(work, request)
            shown = await view.batch_page(self._service.desk, work, batch)
        if language not in batch.texts:
            raise Refused(Why.NOT_FOUND)
        letter = sample(self._service.desk.call, self._service.settings.public_url, shown, language)
        headers = {"Content-Security-Policy": _LETTER, "X-Frame-Options": "SAMEORIGIN"}
        return HTMLResponse(letter.html, headers=headers)

    async def _acted(self, work: UnitOfWork, batch: Batch, form: Mapping[str, str], by: Person) -> Phrase | None:
        act = ACTS.get(form.get("act", ""))
        if act is None:
            raise Refused(Why.UNREADABLE)
        return await act(self._service.desk, work, batch, by)

    async def _batch(self, work: UnitOfWork, request: Request) -> Batch:
        batch = await view.batch_of(self._service.desk, work, request.path_params["id"])
        if batch is None:
            raise Refused(Why.NOT_FOUND)
        return batch

    async def _written(
        self, work: UnitOfWork, visitor: Visitor, typed: Typed, problem: Phrase | None = None
    ) -> Response:
        rows = await view.batches(self._service.desk, work)
        html = writing_screen(visitor.frame(HERE), rows, typed, problem)
        return visitor.remembered(HTMLResponse(html, 422 if problem else 200))

    async def _shown(
        self,
        work: UnitOfWork,
        visitor: Visitor,
        batch: Batch,
        *,
        done: str | None = None,
        problem: Phrase | None = None,
    ) -> Response:
        shown = await view.batch_page(self._service.desk, work, batch)
        html = batch_screen(
            visitor.frame(f"{HERE}/{batch.id}"), self._service.settings.public_url, shown, done, problem
        )
        headers = {"Content-Security-Policy": _WITH_LETTER}
        return visitor.remembered(HTMLResponse(html, 422 if problem else 200, headers=headers))


def _typed(form: Mapping[str, str]) -> Typed:
    audience = next((one for one in Audience if one == form.get("audience")), None)
    words = {key: (form.get(f"subject_{key}", ""), form.get(f"text_{key}", "")) for key in LANGUAGES}
    return Typed(audience=audience, words=words)
