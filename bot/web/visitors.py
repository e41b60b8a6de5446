"""Who is asking: the browser's own name, the session in its cookie, and the proof that a form came from our page."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from bot.web.languages import COOKIE as LANGUAGE_COOKIE
from bot.web.languages import language_of
from bot.web.refusals import Refused, Why
from bot.web.service import Service
from core.model.records import Person
from core.ports import UnitOfWork
from core.usecases.entering import sign_in
from templates.pages import Frame

SESSION_SECONDS = 60 * 60 * 24 * 30
"""How long a browser keeps the cookie; the service itself decides when a session ends."""
LANGUAGE_SECONDS = 60 * 60 * 24 * 365
_SECRET = re.compile(r"[0-9a-z]{20,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who is asking. `browser` is a random name of this browser, `secret` its session; neither shows in a repr."""

    service: Service
    browser: str = field(repr=False)
    is_new: bool
    secret: str | None = field(repr=False)
    person: Person | None
    is_secretary: bool
    language: str
    asked_language: str | None

    @property
    def csrf(self) -> str:
        """What our forms carry and a foreign page cannot know: bound to the browser and its session."""
        told = f"csrf\0{self.browser}\0{self.secret or ''}".encode()
        return hmac.new(self.service.desk.key, told, hashlib.sha256).hexdigest()

    def check(self, form: Mapping[str, str], *, kept: str = "") -> None:
        """Raise Refused where a form does not come from a page that we drew for this very visitor."""
        if self.is_new or not hmac.compare_digest(form.get("csrf", "").encode(), self.csrf.encode()):
            raise Refused(Why.OLD_PAGE, kept=kept)

    def frame(self, here: str, *, switches: bool = False, language: str | None = None) -> Frame:
        """Return what stands around a page for this visitor."""
        return Frame(
            call=self.service.desk.call,
            language=language or self.language,
            csrf=self.csrf,
            person=self.person,
            is_secretary=self.is_secretary,
            messenger=bool(self.service.settings.bot_name()),
            here=here,
            switches=switches,
        )

    def remembered(self, response: Response) -> Response:
        """Return the response with the cookies that this browser lacks."""
        if self.is_new:
            _set(response, self.service, "browser", self.browser)
        if self.asked_language:
            response.set_cookie(
                LANGUAGE_COOKIE, self.asked_language, max_age=LANGUAGE_SECONDS, httponly=True, samesite="lax",
                secure=self.service.settings.is_secure,
            )  # fmt: skip
        return response


async def visitor_of(service: Service, work: UnitOfWork, request: Request) -> Visitor:
    """Return who is asking; a session that has ended is nobody's."""
    browser = request.cookies.get(_name(service, "browser"), "")
    is_new = not _SECRET.fullmatch(browser)
    secret = request.cookies.get(_name(service, "session"))
    person = await sign_in.who(service.desk, work, secret) if secret and _SECRET.fullmatch(secret) else None
    asked = request.query_params.get("lang")
    return Visitor(
        service=service,
        browser=service.desk.ids.secret() if is_new else browser,
        is_new=is_new,
        secret=secret if person else None,
        person=person,
        is_secretary=person is not None and sign_in.is_secretary(service.desk, person),
        language=person.language if person else language_of(service, request),
        asked_language=asked if asked in service.languages else None,
    )


def signed_in(response: Response, service: Service, secret: str) -> Response:
    """Return the response with a session."""
    _set(response, service, "session", secret, SESSION_SECONDS)
    return response


def signed_out(response: Response, service: Service) -> Response:
    """Return the response without a session."""
    response.delete_cookie(_name(service, "session"), httponly=True, samesite="lax", secure=service.settings.is_secure)
    return response


def _set(response: Response, service: Service, kind: str, value: str, seconds: int | None = None) -> None:
    secure = service.settings.is_secure
    response.set_cookie(_name(service, kind), value, max_age=seconds, httponly=True, samesite="lax", secure=secure)


def _name(service: Service, kind: str) -> str:
    """Return a cookie's name; over TLS the prefix keeps neighbouring hosts from planting one."""
    return f"__Host-convoca_{kind}" if service.settings.is_secure else f"convoca_{kind}"
