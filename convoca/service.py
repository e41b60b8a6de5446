"""Everything that runs, wired by explicit arguments: the only place that knows all the rooms."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum

from starlette.routing import BaseRoute

from bot.web.app import build
from bot.web.service import WebSettings
from convoca.following import Following, Reload
from convoca.letters import answered_text, expecting, reader
from convoca.listening import listening
from convoca.posting import relay_of, rendering
from convoca.refusal import Refusal
from convoca.settings import Settings, host_and_port
from convoca.storing import ClosableStore, TellingStore, open_store
from convoca.telegram import BotName, Telegram, named, telegram
from core.call.definition import Call
from core.model.letter import Reading
from core.model.records import IncomingLetter, Notice
from core.model.undelivered import Undelivered
from core.ports import Clock, Ids, Store, StoreTroubleError, UnitOfWork
from core.usecases.desk import Desk
from core.usecases.digesting.digest import DIGEST
from core.usecases.digesting.table import with_wished_table
from core.usecases.letters.answer_by_letter import answer_by_letter
from core.usecases.letters.letter_refused import letter_refused
from core.usecases.reminding.leaving import may_leave
from mail.courier.courier import Courier
from mail.inbound.intake import Intake
from mail.inbound.server import MailServer
from mail.inbound.worker import Worker
from scheduler.ticks import Scheduler


class Part(StrEnum):
    """What can be run apart (`convoca serve --only …`)."""

    MAIL = "mail"
    COURIERS = "couriers"
    SCHEDULER = "scheduler"
    WEB = "web"
    TELEGRAM = "telegram"


ALL = frozenset(Part)


@dataclass(slots=True)
class Service:
    """What is running; ports are those really listened on (0 where that part does not run here)."""

    desk: Desk
    store: TellingStore
    links: str
    web_port: int = 0
    smtp_port: int = 0
    courier: Courier | None = None
    worker: Worker | None = None
    scheduler: Scheduler | None = None
    telegram: Telegram | None = None


@asynccontextmanager
async def running(
    settings: Settings,
    call: Call,
    *,
    clock: Clock,
    ids: Ids,
    key: bytes,
    parts: Collection[Part] = ALL,
    opens: Callable[[str], Awaitable[ClosableStore]] = open_store,
    reload: Reload | None = None,
) -> AsyncIterator[Service]:
    """Run the parts while the block is open; on leaving, what is under way ends whole. Raises Refusal.

    `reload` reads the call's file anew, once another process has seen another one.
    """
    desk = Desk(
        call=call,
        clock=clock,
        ids=ids,
        key=key,
        secretariat=settings.secretaries,
        office_chats=settings.office_chats,
        links=settings.links,
        ours=settings.ours,
        checks_senders=settings.authserv_id is not None,
    )
    async with AsyncExitStack() as stack:
        opened = await opens(settings.database)
        stack.push_async_callback(opened.close)
        store = TellingStore(opened)
        await _follow(stack, opened, desk, reload)
        service = Service(desk=desk, store=store, links=settings.links)
        bot_name = await stack.enter_async_context(named(settings))
        if Part.COURIERS in parts:
            _couriers(stack, settings, service, opened, bot_name)
        if Part.MAIL in parts:
            await _mail(stack, settings, service, bot_name)
        if Part.SCHEDULER in parts:
            _schedule(stack, settings, service)
        routes: tuple[BaseRoute, ...] = ()
        if Part.TELEGRAM in parts and settings.telegram_token is not None:
            service.telegram = await stack.enter_async_context(telegram(settings, desk, store, opened, bot_name))
            routes = service.telegram.routes
        if Part.WEB in parts:
            await _web(stack, settings, service, bot_name, routes)
        yield service


async def _follow(stack: AsyncExitStack, opened: Store, desk: Desk, reload: Reload | None) -> None:
    """Know which version of the call is in force before anything is said; a locked store is asked again later."""
    following = Following(opened, desk, reload)
    with contextlib.suppress(StoreTroubleError):
        await following.drain()
    following.start()
    stack.push_async_callback(following.stop)


def _couriers(stack: AsyncExitStack, settings: Settings, service: Service, opened: Store, bot_name: BotName) -> None:
    """Letters out. The courier writes to the store itself: its own commits wake nobody."""
    desk = service.desk

    async def with_table(work: UnitOfWork, notice: Notice) -> Notice:
        return await with_wished_table(desk, work, notice)

    async def refused(work: UnitOfWork, notice: Notice, why: Undelivered | None) -> None:
        await letter_refused(desk, work, notice, why=why)

    async def leaves(work: UnitOfWork, notice: Notice) -> bool:
        return await may_leave(desk, work, notice)

    courier = Courier(
        opened,
        desk.clock,
        relay_of(settings.smtp_relay, settings.mail_domain),
        render=rendering(desk, settings, bot_name),
        refused=refused,
        may_leave=leaves,
        late={DIGEST: with_table},
    )
    service.store.listeners.append(courier.wake)
    service.courier = courier
    courier.start()
    stack.push_async_callback(courier.stop)


async def _mail(stack: AsyncExitStack, settings: Settings, service: Service, bot_name: BotName) -> None:
    """Letters in: server, intake and the worker that handles what was stored."""
    desk, store = service.desk, service.store

    async def handle(work: UnitOfWork, letter: IncomingLetter, reading: Reading) -> None:
        await answer_by_letter(desk, work, letter, reading)

    worker = Worker(
        store,
        read=reader(desk, settings.authserv_id),
        answered=answered_text(desk, settings, bot_name),
        handle=handle,
    )
    intake = Intake(store, desk.clock, desk.ids, stored=worker.wake)
    expects = expecting(store, desk, settings.mail_domain, settings.sender)
    worker.start()
    stack.push_async_callback(worker.stop)
    intake.start()
    stack.push_async_callback(intake.stop)
    service.worker = worker
    places = [("CONVOCA_SMTP_LISTEN", settings.smtp_listen, False)]
    places += [("CONVOCA_LMTP_LISTEN", settings.lmtp_listen, True)] if settings.lmtp_listen else []
    for name, place, lmtp in places:
        mail_server = MailServer(intake, expects, hostname=settings.mail_domain, lmtp=lmtp)
        with _place_told(name, place):
            await mail_server.open(*host_and_port(place))
        stack.push_async_callback(mail_server.close)
        service.smtp_port = service.smtp_port or mail_server.port


def _schedule(stack: AsyncExitStack, settings: Settings, service: Service) -> None:
    service.scheduler = Scheduler(service.desk, service.store, seconds=settings.tick_seconds)
    service.scheduler.start()
    stack.push_async_callback(service.scheduler.stop)


async def _web(
    stack: AsyncExitStack, settings: Settings, service: Service, bot_name: BotName, routes: tuple[BaseRoute, ...]
) -> None:
    """Pages: served in this event loop; signals are the command's business, not uvicorn's."""
    web = build(service.desk, service.store, WebSettings(public_url=settings.links, bot_name=bot_name), routes)
    host, port = host_and_port(settings.web_listen)
    with _place_told("CONVOCA_WEB_LISTEN", settings.web_listen):
        service.web_port = await stack.enter_async_context(listening(web, host, port))


@contextlib.contextmanager
def _place_told(name: str, place: str) -> Iterator[None]:
    """A place that is taken is told by the setting that names it."""
    try:
        yield
    except (OSError, UnicodeError) as wrong:  # UnicodeError: a host that no name server could know
        reason = wrong.strerror if isinstance(wrong, OSError) else wrong
        raise Refusal("commands.serve.port_taken", name=name, place=place, reason=reason) from None
