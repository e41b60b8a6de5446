"""`convoca chat`: the conversation in a terminal, on the service's own database."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.lines import standard_lines
from bot.terminal.talk import talk
from convoca.calls import find_call
from convoca.commands.call import Lang, Language
from convoca.refusal import Refusal
from convoca.secret import service_key
from convoca.settings import Settings, load_settings
from convoca.storing import open_store
from core.dialogue.events import Event
from core.dialogue.reading.reading import read_address
from core.dialogue.screen import Screen
from core.rules.ours import is_ours
from core.system import SystemClock, SystemIds
from core.usecases.calendar.versions import come_into_force
from core.usecases.converse import NobodyError, converse, look
from core.usecases.desk import Desk
from core.usecases.people import person_at

CHANNEL = "terminal"


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def chat(
        address: Annotated[str, typer.Argument(help="The e-mail address of the person who proposes.")],
        settings: Annotated[Path | None, typer.Option(help="A TOML file of settings.")] = None,
        lang: Lang = Language.ES,
    ) -> None:
        """Build a proposal in the terminal; invitations wait until the address is proved by the link sent to it."""
        read = read_address(address)
        if not isinstance(read, str):
            raise Refusal(read.said.key, **read.said.facts)
        known = load_settings(settings)
        if is_ours(read, known.ours):
            raise Refusal("acts.ours")
        asyncio.run(_chat(known, read, lang))


async def _chat(settings: Settings, address: str, language: str) -> None:
    ids, clock, call = SystemIds(), SystemClock(), find_call(settings.call)
    store = await open_store(settings.database)
    try:
        key = service_key(settings, ids)  # after the store: only a database of ours gets a key beside it
        desk = Desk(
            call=call, clock=clock, ids=ids, key=key, secretariat=settings.secretaries, links=settings.links,
            ours=settings.ours,
        )  # fmt: skip
        async with store.work() as work:
            await come_into_force(desk, work, clock.now())
            person = await person_at(desk, work, address, clock.now(), language=language)

        async def looking() -> Screen:
            async with store.look() as view:
                return await look(desk, view, person.id, CHANNEL)

        async def acting(event: Event) -> Screen:
            async with store.work() as work:
                return await converse(desk, work, person.id, CHANNEL, event)

        await talk(looking, acting, desk.call, standard_lines())
    except NobodyError:
        raise Refusal("privacy.erased.elsewhere") from None
    finally:
        await store.close()
