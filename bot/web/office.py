"""Who may enter the secretariat's rooms: the addresses that the settings name."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.refusals import Refused, Why
from bot.web.service import Service
from bot.web.visitors import Visitor, visitor_of
from core.model.records import Person
from core.ports import UnitOfWork

HOME = "/secretariat"


class SignedOutError(Exception):
    """Nobody is signed in: the way leads to the front page."""


async def secretary(service: Service, work: UnitOfWork, request: Request) -> tuple[Visitor, Person]:
    """Return who is asking; raises SignedOutError, or Refused where they are not of the secretariat."""
    visitor = await visitor_of(service, work, request)
    if visitor.person is None:
        raise SignedOutError
    if not visitor.is_secretary:
        raise Refused(Why.NOT_ALLOWED)
    return visitor, visitor.person


async def to_the_front(request: Request, wrong: Exception) -> Response:
    """Lead somebody who is not signed in to where they can."""
    return RedirectResponse("/", 303)
