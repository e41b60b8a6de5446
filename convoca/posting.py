"""Between the outbox and a letter's bytes: tokens derived, words rendered, headers composed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from convoca.meetings import meeting_of
from convoca.refusal import Refusal
from convoca.settings import Settings
from convoca.signing import signer_of
from core.model.batch import ANNOUNCEMENT
from core.model.records import Notice
from core.model.token import (
    BOUNCE,
    CHAT,
    HELD,
    ORDERS,
    OWN_BOUNCE,
    PAGE,
    REPLY,
    SIGN_IN,
    WHICH,
    code_of,
    derive,
    local_part,
)
from core.usecases.desk import Desk
from core.usecases.digesting.table import TABLE
from core.usecases.entering.linking import CHAT_CODE
from core.usecases.letters.way_back import GENERATION
from core.usecases.ordering.letters import ECHO, UNHEARD
from core.usecases.privacy.unsubscribe import PURPOSE_OF, Sort
from core.usecases.reminding.addressing import asks_several
from core.usecases.reminding.saying import asked_about
from mail.composing.message import Enclosed, Envelope, Image, compose
from mail.courier.courier import Ready, Relay, Render
from templates.charts.png import png
from templates.letters import Links, render
from templates.secretariat import table_file

ANSWERS = frozenset({"echo_accepted", "echo_declined", "profile_missing", "unclear", "muted", ECHO})
"""Letters that answer a letter: marked as automatic answers, so that nothing answers them in turn."""
ORDER_LETTERS = frozenset({ECHO, UNHEARD})
_ENTERING = frozenset({"sign_in", "prove_address"})
_ENDED = {str(sort): purpose for sort, purpose in PURPOSE_OF.items()}
"""Letters that one click ends, each with the purpose of its link."""
_UNANSWERED = {*_ENTERING, CHAT_CODE, *_ENDED, *ORDER_LETTERS}
"""Letters that no invitation is answered by: with a link alone, or an address for orders."""


def links_of(desk: Desk, settings: Settings, notice: Notice, bot_name: str = "") -> Links:
    """Return the links that a letter of this notice bears; where there is no bot, none to it."""
    home = f"{settings.links}/"
    places = {str(place["subject"]): _of_place(desk, settings, home, place) for place in asked_about(notice)}
    if notice.token is None or asks_several(notice):
        return Links(home=home, of=places)
    if notice.kind == CHAT_CODE:
        subject, generation = str(notice.token["subject"]), int(str(notice.token["generation"]))
        return Links(home=home, code=code_of(desk.key, subject, generation))
    if notice.kind in ORDER_LETTERS:
        return Links(home=home, answer=_orders_to(desk, settings, notice) or "")
    if notice.kind in _ENTERING:
        return Links(home=home, enter=f"{settings.links}/enter/{_token(desk, SIGN_IN, notice.token)}")
    if notice.kind in _ENDED:
        return Links(home=home, stop=f"{settings.links}/u/{_token(desk, _ENDED[notice.kind], notice.token)}")
    page = f"{settings.links}/i/{_token(desk, PAGE, notice.token)}"
    chat = f"https://t.me/{bot_name}?start={_token(desk, CHAT, notice.token)}" if bot_name else ""
    answer = f"{_reply_to(desk, notice.token)}@{settings.mail_domain}"
    return Links(home=home, answer=answer, page=page, chat=chat, of=places)


def _of_place(desk: Desk, settings: Settings, home: str, place: Mapping[str, object]) -> Links:
    """Return the links by which one of several invitations is answered that a reminder tells of."""
    page = f"{settings.links}/i/{_token(desk, PAGE, place)}"
    return Links(home=home, answer=f"{_reply_to(desk, place)}@{settings.mail_domain}", page=page)


def rendering(desk: Desk, settings: Settings, bot_name: Callable[[], str] = str) -> Render:
    """Return the function that turns a notice into a letter ready to go, signed where there is a key for it.

    Raises Refusal where that key can't be used.
    """
    domain, signer = settings.mail_domain, signer_of(settings)

    def ready(notice: Notice) -> Ready:
        links = links_of(desk, settings, notice, bot_name())
        letter = render(notice.kind, notice.language, notice.facts, desk.call, links)
        answerable = notice.token is not None and notice.kind not in _UNANSWERED and not asks_several(notice)
        token = notice.token or {}
        reply = f"{_reply_to(desk, token)}@{domain}" if answerable else None
        reply = reply or _orders_to(desk, settings, notice) or _which_to(desk, settings, notice)
        if reply is None and (notice.kind == ANNOUNCEMENT or notice.token is None):
            reply = desk.call.contact  # people read what comes there; nothing that lets in is quoted to them
        bounces = f"{_bounces_to(desk, notice, answerable=answerable)}@{domain}"
        message_id = notice.message_id or f"<{notice.id}@{domain}>"
        envelope = Envelope(
            to=notice.address or "",
            sender=settings.sender,
            sender_name=desk.call.short_name,
            reply_to=reply,
            message_id=message_id,
            date=notice.created_at,
            language=notice.language,
            is_answer=notice.kind in ANSWERS,
            in_reply_to=notice.in_reply_to,
            unsubscribe=links.stop if links.stop.startswith("https://") else None,  # one-click is for https alone
            references=(f"<{notice.thread.replace(':', '.')}@{domain}>",) if notice.thread else (),
        )
        meeting = meeting_of(desk, settings, notice, letter.event)
        images = [Image(picture.cid, png(picture.svg)) for picture in letter.pictures]
        enclosed = _table(desk, notice)
        raw = compose(envelope, letter.subject, letter.text, letter.html, meeting, images=images, enclosed=enclosed)
        return Ready(
            sender="" if notice.kind in ANSWERS else bounces,
            recipient=notice.address or "",
            message_id=message_id,
            raw=signer.signed(raw) if signer else raw,
        )

    return ready


def _table(desk: Desk, notice: Notice) -> Enclosed | None:
    """Return the table that the reader wished for with the digest."""
    told: Any = notice.facts.get(TABLE)
    return Enclosed(*table_file(desk.call, notice.language, told["columns"], told["rows"])) if told else None


def relay_of(place: str, own_name: str | None = None) -> Relay:
    """Read CONVOCA_SMTP_RELAY: 'host:port', or 'smtp://name:password@host:port' ('smtps' for TLS from the start).

    `own_name` is what we greet it with, where letters are to leave: the mail domain. Raises Refusal.
    """
    try:
        url = urlsplit(place if "://" in place else f"smtp://{place}")
        port = url.port
    except ValueError:  # half an IPv6 address, or no port that there is
        raise Refusal("commands.settings.relay") from None
    if url.scheme not in {"smtp", "smtps"} or not url.hostname or ("://" not in place and port is None):
        raise Refusal("commands.settings.relay")
    return Relay(
        host=url.hostname,
        port=port or (465 if url.scheme == "smtps" else 25),
        own_name=own_name,
        use_tls=url.scheme == "smtps",
        username=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
    )


def _which_to(desk: Desk, settings: Settings, notice: Notice) -> str | None:
    """Return where answers to a reminder go that asks for several: nothing is accepted there, and which is asked."""
    if notice.token is None or not asks_several(notice):
        return None
    return f"{local_part(WHICH, _token(desk, WHICH, notice.token))}@{settings.mail_domain}"


def _reply_to(desk: Desk, token: Mapping[str, object]) -> str:
    """Return the local part for answers: a question about a letter has one of its own."""
    if "held" in token:
        return local_part(HELD, _token(desk, HELD, {**token, "subject": token["held"]}))
    return local_part(REPLY, _token(desk, REPLY, token))


def _orders_to(desk: Desk, settings: Settings, notice: Notice) -> str | None:
    """Return the address for a secretary's orders, of a letter that takes them."""
    token = notice.token
    if token is not None and notice.kind == Sort.DIGEST and (orders := notice.facts.get("orders")):
        token = {**token, "generation": orders}
    elif token is None or notice.kind not in ORDER_LETTERS:
        return None
    return f"{local_part(ORDERS, _token(desk, ORDERS, token))}@{settings.mail_domain}"


def _bounces_to(desk: Desk, notice: Notice, *, answerable: bool) -> str:
    """Return the local part for delivery reports: of the invitation that a letter is about, else of who gets it."""
    if notice.token is not None and answerable:
        return local_part(BOUNCE, _token(desk, BOUNCE, notice.token))
    own = {"subject": notice.person_id, "generation": GENERATION}
    return local_part(OWN_BOUNCE, _token(desk, OWN_BOUNCE, own))


def _token(desk: Desk, purpose: str, token: Mapping[str, object]) -> str:
    return derive(desk.key, purpose, str(token["subject"]), int(str(token["generation"])))
