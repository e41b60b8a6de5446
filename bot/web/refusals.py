"""What is not done, said on a page in plain words: never a traceback, never a bare status line."""

from __future__ import annotations

from enum import StrEnum

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.web.headers import HEADERS
from bot.web.languages import language_of
from bot.web.service import Service
from templates.pages import Frame, page


class Why(StrEnum):
    """Reasons for not doing what was asked; the words are `web.refusals.<reason>`."""

    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    WRONG_WAY = "wrong_way"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    OLD_PAGE = "old_page"
    SIGNED_OUT = "signed_out"
    GONE = "gone"
    FAULT = "fault"


_STATUS = {
    Why.NOT_FOUND: 404,
    Why.NOT_ALLOWED: 403,
    Why.WRONG_WAY: 405,
    Why.TOO_LARGE: 413,
    Why.UNREADABLE: 400,
    Why.OLD_PAGE: 403,
    Why.SIGNED_OUT: 401,
    Why.GONE: 410,
    Why.FAULT: 500,
}
_WHY = {404: Why.NOT_FOUND, 405: Why.WRONG_WAY}


class Refused(HTTPException):
    """A request that is not carried out; `kept` is what the person had written, shown so that it is not lost."""

    def __init__(self, why: Why, *, kept: str = "") -> None:
        super().__init__(_STATUS[why])
        self.why = why
        self.kept = kept


class Refusing:
    """Draws refusals."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def refused(self, request: Request, wrong: Exception) -> Response:
        """Say what was not done and why."""
        if isinstance(wrong, Refused):
            return self._page(request, wrong.why, wrong.kept)
        status = wrong.status_code if isinstance(wrong, HTTPException) else 500
        return self._page(request, _WHY.get(status, Why.UNREADABLE if status < 500 else Why.FAULT))

    async def fault(self, request: Request, wrong: Exception) -> Response:
        """Say that something of ours failed; the traceback goes to the log alone."""
        response = self._page(request, Why.FAULT)
        response.headers.update(HEADERS)  # this answer is given outside the middleware that adds them
        return response

    def _page(self, request: Request, why: Why, kept: str = "") -> Response:
        frame = Frame(call=self._service.desk.call, language=language_of(self._service, request))
        return HTMLResponse(page("refusal.html", frame, why=str(why), kept=kept), _STATUS[why])
