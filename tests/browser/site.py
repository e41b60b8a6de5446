"""The service as a visitor of it: where its pages are, and what its letters say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from core.model.records import Channel, Notice
from core.model.token import PAGE, SIGN_IN, derive
from core.store import SqlStore
from core.usecases.desk import Desk


@dataclass(frozen=True)
class Site:
    """The running service."""

    home: str
    desk: Desk
    store: SqlStore

    async def sign_in_link(self, address: str) -> str:
        return f"{self.home}/enter/{await self._token(SIGN_IN, address, 'sign_in')}"

    async def invitation_link(self, address: str) -> str:
        return f"{self.home}/i/{await self._token(PAGE, address, 'invitation')}"

    async def _token(self, purpose: str, address: str, kind: str) -> str:
        """Derive the token of the newest letter of a kind to an address, as the courier does."""
        async with self.store.look() as work:
            person = await work.people.by_address(address)
            assert person is not None
            letters = await work.outbox.of_person(person.id, Channel.MAIL, 50)
        token = next(_token_of(letter) for letter in letters if letter.kind == kind)
        return derive(self.desk.key, purpose, str(token["subject"]), cast(int, token["generation"]))


def _token_of(letter: Notice) -> dict[str, object]:
    assert letter.token is not None
    return dict(letter.token)
