"""The demo's own pages: a lobby, and everybody's mailbox, where letters are read and answered by SMTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiosmtplib
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.web.languages import preferences
from convoca.example.mailbox import Mailbox, Received, reply_to, send
from convoca.example.people import ANA, EVERYBODY, SECRETARIAT, person_at, profile_lines
from core.call.definition import Call
from core.dialogue.screen import Phrase
from core.model.token import token_of
from core.ports import Clock
from templates.assets import ASSET_FOLDER, asset
from templates.pages import Frame, page
from templates.say import country, say
from templates.words import LANGUAGES, SOURCE, Words

READY = ("accept", "accept_bare", "decline", "question", "away")
"""Answers at hand; the last is what an absent person's mail program sends by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What the pages need: the mailboxes, the places of the service, and time that can be moved."""

    call: Call
    clock: Clock
    mailbox: Mailbox
    service: str
    smtp: tuple[str, int]
    tomorrow: Callable[[], Awaitable[None]]

    def application(self) -> Starlette:
        """Return the application."""
        return Starlette(
            routes=[
                Route("/", self.lobby),
                Route("/tomorrow", self.go_to_tomorrow, methods=["POST"]),
                Route("/mailbox/{address}", self.box),
                Route("/letter/{number:int}", self.letter),
                Route("/letter/{number:int}/html", self.as_html),
                Route("/letter/{number:int}/answer", self.answer, methods=["POST"]),
                Route(ASSET_FOLDER + "/{mark}/{name}", self.file),
            ]
        )

    async def lobby(self, request: Request) -> Response:
        """Show who there is and what can be tried."""
        counts = Counter(letter.address for letter in self.mailbox.letters)
        known = {person.address for person in EVERYBODY}
        language = _language(request)
        return self._shown(
            request, "lobby", ana=ANA, office=SECRETARIAT, people=EVERYBODY, counts=counts, service=self.service,
            others=sorted(set(counts) - known), now=self.clock.now(),
            roles={role.key: role.name.said_in(language) for role in self.call.roles},
        )  # fmt: skip

    async def go_to_tomorrow(self, request: Request) -> Response:
        """Move the clock on by a day."""
        await self.tomorrow()
        return RedirectResponse("/", 303)

    async def box(self, request: Request) -> Response:
        """Show one mailbox."""
        address = request.path_params["address"]
        return self._shown(request, "mailbox", address=address, letters=self.mailbox.of(address))

    async def letter(self, request: Request) -> Response:
        """Show a letter, with a place to answer."""
        letter, chosen = self._found(request), request.query_params.get("answer", "")
        sent = "sent" in request.query_params
        return self._shown(
            request, "letter", letter=letter, ready=READY, chosen=chosen,
            said=Words(_language(request))("demo.mailbox.sent") if sent else "",
            answerable=token_of(letter.reply_to.partition("@")[0]) is not None,
            prepared=self._prepared(letter, chosen) if chosen in READY else "",
        )  # fmt: skip

    async def as_html(self, request: Request) -> Response:
        """Return the letter's HTML as a mail program would show it; its links open in the whole window."""
        letter = self._found(request)
        return HTMLResponse(letter.html.replace("<head>", '<head><base target="_top">', 1) or letter.text)

    async def answer(self, request: Request) -> Response:
        """Send an answer, by SMTP, as the person whose mailbox this is."""
        letter = self._found(request)
        async with request.form(max_part_size=2_000_000) as form:
            words, kind = str(form.get("words", "")), str(form.get("kind", ""))
        person = person_at(letter.address)
        said = Words(person.language if person else SOURCE)
        reply = reply_to(
            letter,
            words.replace("\r\n", "\n"),
            name=person.name if person else "",
            attribution=said("demo.reply.attribution", date=self._today(said), address=letter.sender),
            clock=self.clock,
            automatic=kind == "away",
        )
        try:
            await send(reply, letter.address, host=self.smtp[0], port=self.smtp[1])
        except aiosmtplib.SMTPException as refusal:
            reason = Words(_language(request))("demo.mailbox.refused", reason=str(refusal)[:200])
            return PlainTextResponse(reason, 502)
        return RedirectResponse(f"/letter/{letter.number}?sent=1", 303)

    async def file(self, request: Request) -> Response:
        """Return a packaged file."""
        found = asset(request.path_params["name"])
        if found is None:
            raise HTTPException(404)
        return Response(found.body, media_type=found.media_type)

    def _prepared(self, letter: Received, chosen: str) -> str:
        person = person_at(letter.address)
        words = Words(person.language if person else SOURCE)
        if chosen != "accept" or person is None:
            return words(f"demo.reply.{chosen.removesuffix('_bare')}")
        names = {value: country(value, words.language) for value in person.profile.values() if len(value) == len("AR")}
        return "\n".join([words("demo.reply.accept"), *profile_lines(person, self.call, words, names)])

    def _today(self, words: Words) -> str:
        return say(Phrase("chat.news_at", {"at": self.clock.now()}), words, self.call)

    def _found(self, request: Request) -> Received:
        letter = self.mailbox.letter(request.path_params["number"])
        if letter is None:
            raise HTTPException(404)
        return letter

    def _shown(self, request: Request, name: str, **facts: object) -> Response:
        language = _language(request)
        shown = HTMLResponse(page(f"demo/{name}.html", Frame(call=self.call, language=language), **facts))
        if request.query_params.get("lang") == language:
            shown.set_cookie("demo_language", language, httponly=True, samesite="lax")
        return shown


def _language(request: Request) -> str:
    asked = (request.query_params.get("lang", ""), request.cookies.get("demo_language", ""))
    accepted = preferences(request.headers.get("accept-language", ""))
    return next((key for key in (*asked, *accepted) if key in LANGUAGES), SOURCE)
