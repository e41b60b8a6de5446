"""Between mail and the use cases: which recipients are ours, what a letter answers, how the raw bytes are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from convoca.posting import links_of
from convoca.settings import Settings
from convoca.vocabulary import vocabulary
from core.model.letter import Reading
from core.model.records import Channel, IncomingLetter, Invitation, Notice
from core.model.token import ORDERS, fingerprint, token_of
from core.ports import Store, UnitOfWork
from core.usecases.desk import Desk
from core.usecases.letters.answer_by_letter import expects
from core.usecases.ordering.letters import TAKING_ORDERS
from mail.inbound.asking import Together
from mail.inbound.server import Expects
from mail.inbound.worker import AnsweredText, Read
from mail.reading import read
from templates.letters import plain_text

LATEST = 5
"""Letters to a person whose lines are known for ours in an answer: the newest are the likeliest to be answered."""
AMONG = 30
"""Of all letters to a secretary, those among which the ones that take orders are looked for."""


def reader(desk: Desk, authserv_id: str | None = None) -> Read:
    """Return the function that reads letters by the words of the call in force.

    It believes the mail server of this name.
    """
    call, words = desk.call, vocabulary(desk.call)

    def read_letter(letter: IncomingLetter, answered: str | None) -> Reading:
        nonlocal call, words
        if desk.call is not call:  # gathering the words takes longer than reading a letter
            call, words = desk.call, vocabulary(desk.call)
        return read(
            with_envelope(letter),
            vocabulary=words,
            invitation=answered,
            authserv_id=authserv_id,
            takes_orders=_purpose(letter) == ORDERS,
        )

    return read_letter


def _purpose(letter: IncomingLetter) -> str:
    found = token_of(letter.recipient.rpartition("@")[0])
    return found[0] if found else ""


def with_envelope(letter: IncomingLetter) -> bytes:
    """Return the raw letter under the envelope's sender, by which reports and automatic mail are known."""
    return b"Return-Path: <" + letter.mail_from.strip("<>").encode("ascii", "replace") + b">\r\n" + letter.raw


def expecting(store: Store, desk: Desk, domain: str, also: str) -> Expects:
    """Return who is let in at RCPT: reply and bounce addresses that stand, and the service's own address."""

    async def standing(locals_: Collection[str]) -> Collection[str]:
        async with store.look() as work:
            return await expects(work, locals_, desk.clock.now())

    together = Together(standing)

    async def is_ours(address: str) -> bool:
        local, _, at = address.rpartition("@")
        if at.casefold() != domain.casefold():
            return False
        if address.casefold() == also.casefold() or local.casefold() == "postmaster":
            return True
        return token_of(local) is not None and await together.is_there(local)

    return is_ours


def answered_text(desk: Desk, settings: Settings, bot_name: Callable[[], str]) -> AnsweredText:
    """Return how the text of the letter that is answered is had again: rendered from its kind and facts."""

    async def text(work: UnitOfWork, letter: IncomingLetter) -> str | None:
        found = token_of(letter.recipient.rpartition("@")[0])
        stands_for = await work.tokens.get(fingerprint(found[1])) if found else None
        if stands_for is None:
            return None
        sent = await _sent(work, stands_for)
        return "\n".join(_text(desk, settings, notice, bot_name()) for notice in reversed(sent))

    return text


async def _sent(work: UnitOfWork, stands_for: Invitation) -> Sequence[Notice]:
    """Return the newest letters that may be quoted in an answer: about one place on a list, or to one secretary."""
    if stands_for.purpose == ORDERS:
        letters = await work.outbox.of_person(stands_for.subject, Channel.MAIL, AMONG)
        return [letter for letter in letters if letter.kind in TAKING_ORDERS][:LATEST]
    return await work.outbox.letters_of(stands_for.subject, LATEST)


def _text(desk: Desk, settings: Settings, notice: Notice, bot_name: str) -> str:
    links = links_of(desk, settings, notice, bot_name)
    return plain_text(notice.kind, notice.language, notice.facts, desk.call, links)
