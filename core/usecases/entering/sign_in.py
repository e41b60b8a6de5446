"""Signing in by a link sent to one's address: one-time, short-lived, and proof that the address is one's own."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.dialogue.reading.reading import read_address
from core.dialogue.screen import Phrase
from core.model.records import Channel, Invitation, Person, Session
from core.model.token import SIGN_IN, derive, fingerprint, is_token
from core.ports import UnitOfWork
from core.rules.links import LINKS_AN_HOUR, too_many_links, too_many_strangers
from core.rules.ours import is_ours
from core.usecases.desk import Desk
from core.usecases.entering.link import send_link
from core.usecases.entering.proving import proved
from core.usecases.notices import note
from core.usecases.people import person_at

SESSION_LIFE = timedelta(days=30)
HOUR = timedelta(hours=1)


async def ask_for_link(desk: Desk, work: UnitOfWork, address: str, language: str, *, client: str = "") -> Phrase | None:
    """Send a link to an address; return what is wrong, None where all is well (known or not: it never tells).

    `client` is where it is asked from, where that tells one machine from another: whoever asks for one stranger's
    address after the other is made to wait.
    """
    now = desk.clock.now()
    read = read_address(address)
    if not isinstance(read, str):
        return Phrase(read.said.key, read.said.facts)
    if nobody_enters(desk, read):
        return Phrase("acts.ours")
    if client and await _is_playing(desk, work, read, client, now):
        return Phrase("acts.sign_in.too_many_here")
    person = await person_at(desk, work, read, now, language=language)
    if too_many_links(await _unused(desk, work, person, now - HOUR)):
        return Phrase("acts.sign_in.too_many")
    await send_link(desk, work, person, "sign_in", now, language=language)
    return None


async def _is_playing(desk: Desk, work: UnitOfWork, address: str, client: str, now: datetime) -> bool:
    """Whether too many addresses that nobody proved were asked for from one place within the hour."""
    known = await work.people.by_address(address)
    if known is not None and known.proved_at is not None:
        return False
    # Derived, so that the ledger holds neither where people are nor which addresses were typed.
    place = f"asked_from:{derive(desk.key, 'asked_from', client, int(now.timestamp()) // 3600)}:"
    asked = await work.ledger.known(place)
    key = place + derive(desk.key, "asked_for", address.casefold(), 0)
    if too_many_strangers(asked, key):
        return True
    await work.ledger.enter(key, now)
    return False


async def link_is_good(desk: Desk, work: UnitOfWork, token: str) -> bool:
    """Whether a link still opens; looking at it does not use it up, for scanners open links."""
    return await _standing(desk, work, token) is not None


async def sign_in(desk: Desk, work: UnitOfWork, token: str) -> str | None:
    """Use the link up: prove the address, let waiting invitations go, return the secret of a new session."""
    now = desk.clock.now()
    link = await _standing(desk, work, token)
    person = await work.people.get(link.subject) if link else None
    if link is None or person is None or not await work.tokens.use(link.fingerprint, now):
        return None
    await proved(desk, work, person, now)
    secret = desk.ids.secret()
    await work.sessions.add(
        Session(fingerprint=fingerprint(secret), person_id=person.id, created_at=now, expires_at=now + SESSION_LIFE)
    )
    await note(work, now, "signed_in", person.id, person_id=person.id)
    return secret


async def who(desk: Desk, work: UnitOfWork, secret: str) -> Person | None:
    """Return whose session this is, None where there is none or it has ended."""
    session = await work.sessions.get(fingerprint(secret))
    if session is None or session.expires_at <= desk.clock.now():
        return None
    return await work.people.get(session.person_id)


async def sign_out(desk: Desk, work: UnitOfWork, secret: str) -> None:
    """End a session."""
    await work.sessions.remove(fingerprint(secret))


def nobody_enters(desk: Desk, address: str) -> bool:
    """Whether an address is the service's own; people of the secretariat may well read what comes to its From."""
    return is_ours(address, desk.ours) and address.casefold() not in desk.secretariat


def is_secretary(desk: Desk, person: Person) -> bool:
    """Whether a person may use the secretariat's page: a proved address that the settings name."""
    return person.proved_at is not None and person.address.casefold() in desk.secretariat


async def _standing(desk: Desk, work: UnitOfWork, token: str) -> Invitation | None:
    link = await work.tokens.get(fingerprint(token)) if is_token(token) else None
    good = link is not None and link.purpose == SIGN_IN and link.used_at is None
    return link if link is not None and good and link.expires_at > desk.clock.now() else None


async def _unused(desk: Desk, work: UnitOfWork, person: Person, since: datetime) -> int:
    """Count the links that were sent since a moment and still open."""
    unused = 0
    for notice in await work.outbox.of_person(person.id, Channel.MAIL, LINKS_AN_HOUR * 4):
        if notice.kind == "sign_in" and notice.token is not None and notice.created_at > since:
            link = derive(desk.key, SIGN_IN, person.id, int(str(notice.token["generation"])))
            unused += await _standing(desk, work, link) is not None
    return unused
