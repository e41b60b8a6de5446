"""The web: sign-in, the chat, the invitation's page and the secretariat's, as one application."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.web.bulk import BulkRoom
from bot.web.chat import Chat
from bot.web.digest import DigestRoom
from bot.web.entering import Entering
from bot.web.feed import FeedRoom
from bot.web.headers import SafeHeaders
from bot.web.history import HistoryRoom
from bot.web.holding import Holding
from bot.web.invitation import InvitationRoom
from bot.web.messenger import MessengerRoom
from bot.web.office import SignedOutError, to_the_front
from bot.web.own_data import OwnDataRoom
from bot.web.refusals import Refusing
from bot.web.scheduling import Scheduling
from bot.web.secretariat import Secretariat
from bot.web.service import Service, WebSettings
from bot.web.statics import Statics
from bot.web.unread import Unread
from bot.web.unsubscribe import UnsubscribeRoom
from core.ports import Store
from core.usecases.desk import Desk


def build(desk: Desk, store: Store, settings: WebSettings, further: Sequence[BaseRoute] = ()) -> Starlette:
    """Return the application; it keeps nothing of its own between two requests. `further` are others' routes."""
    service = Service(desk=desk, store=store, settings=settings)
    refusing = Refusing(service)
    kinds = (
        Entering,
        Chat,
        OwnDataRoom,
        MessengerRoom,
        InvitationRoom,
        Secretariat,
        Scheduling,
        Holding,
        Unread,
        BulkRoom,
        DigestRoom,
        HistoryRoom,
        UnsubscribeRoom,
        FeedRoom,
        Statics,
    )
    rooms = [kind(service) for kind in kinds]
    return Starlette(
        routes=[*(route for room in rooms for route in room.routes()), *further],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers={
            HTTPException: refusing.refused,
            SignedOutError: to_the_front,
            Exception: refusing.fault,
        },
    )
